"""Generators of types make types of the schema that read every valid document of the conformance kit."""

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import tipmodel
from engines import KIT

ROOT = Path(__file__).parents[1] / "javascript"
TOOLS = ROOT / "node_modules" / ".bin"
JACKSON = [
    Path(f"/usr/share/java/jackson-{part}.jar") for part in ("core", "annotations", "databind")
]
NEWTONSOFT = Path("/usr/lib/cli/Newtonsoft.Json-5.0/Newtonsoft.Json.dll")

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        not TOOLS.is_dir(), reason="needs Node and `npm ci` in the folder javascript"
    ),
]


def whole(literal):
    """Read 32.0 as 32, as the library writes it: types with whole numbers know no other form."""
    return int(float(literal)) if float(literal).is_integer() else float(literal)


@pytest.fixture(scope="module")
def valid(tmp_path_factory):
    """Return the valid documents of the kit, with whole numbers as the library writes them."""
    folder = tmp_path_factory.mktemp("valid")
    for path in KIT.glob("valid/*.json"):
        document = json.loads(path.read_bytes(), parse_float=whole)
        (folder / path.name).write_text(json.dumps(document), "utf-8")
    return sorted(folder.iterdir())


@pytest.fixture
def schema(tmp_path):
    path = tmp_path / "training.schema.json"
    path.write_text(json.dumps(tipmodel.json_schema(for_types=True)), "utf-8")
    return path


def run(*command, cwd=None):
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False, cwd=cwd
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[:3000]
    return done.stdout


def quicktype(schema, language, target, *options):
    """Make types of the schema by quicktype."""
    command = ("-s", "schema", schema, "-l", language, "--top-level", "Training", "-o", target)
    run(TOOLS / "quicktype", *command, *options)


def imported(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # its annotations are resolved there
    spec.loader.exec_module(module)
    return module


CALLER = """
import type { Training } from "./training.js";
export const right: Training = {
  id: "a", title: { en: "x" }, headcount: { total: { value: 39, precision: "about" }, female: 3 },
  topics: ["community_policing", "acme:cyber", { names: { en: "x" } }], extra: { "acme:room": 4 },
};
// @ts-expect-error a misspelled field
export const misspelled: Training = { id: "a", title: { en: "x" }, headcount: { totl: 3 } };
// @ts-expect-error an unknown code
export const unknown: Training = { id: "a", title: { en: "x" }, status: "over" };
// @ts-expect-error no identifier
export const missing: Training = { title: { en: "x" } };
"""


def assert_typed(folder, valid):
    """Let the compiler refuse what is wrong, and accept every document of the kit."""
    (folder / "caller.ts").write_text(CALLER, "utf-8")
    literals = [
        f"export const d{n}: Training = {path.read_text('utf-8')};" for n, path in enumerate(valid)
    ]
    imports = 'import type { Training } from "./training.js";\n'
    (folder / "kit.ts").write_text(imports + "\n".join(literals), "utf-8")
    options = ("--strict", "--noEmit", "--module", "nodenext", "--target", "es2022")
    run(TOOLS / "tsc", *options, folder / "caller.ts", folder / "kit.ts")


def test_json_schema_to_typescript(schema, valid, tmp_path):
    """Types are called like the classes, none is numbered, and the compiler finds mistakes."""
    text = run(TOOLS / "json2ts", "-i", schema)
    exported = re.findall(r"^export (?:interface|type) (\w+)", text, re.MULTILINE)
    named = {cls.__name__ for cls in tipmodel.model.MODEL} - {"Participant", "Person"}

    assert named <= set(exported)
    assert not [name for name in exported if name[-1].isdigit()]
    (tmp_path / "training.ts").write_text(text, "utf-8")
    assert_typed(tmp_path, valid)


def test_the_types_of_the_package(valid, tmp_path):
    """The types that come with the package for JavaScript do the same."""
    shutil.copy(ROOT / "training.d.ts", tmp_path)
    assert_typed(tmp_path, valid)


def test_quicktype_for_typescript(schema, valid, tmp_path):
    """Its reader, which checks as it reads, takes every valid document."""
    target = tmp_path / "training.ts"
    quicktype(schema, "ts", target)
    exported = re.findall(
        r"^export (?:interface|type|enum|class) (\w+)", target.read_text("utf-8"), re.MULTILINE
    )
    texts = json.dumps([path.read_text("utf-8") for path in valid])
    reader = f'import {{ Convert }} from "./training";\nfor (const text of {texts}) Convert.toTraining(text);\n'
    (tmp_path / "read.ts").write_text(reader, "utf-8")
    run(
        TOOLS / "tsc",
        "--strict",
        "--target",
        "es2022",
        "--module",
        "commonjs",
        tmp_path / "read.ts",
    )

    assert not [name for name in exported if name[-1].isdigit()]
    run("node", tmp_path / "read.js")


def test_quicktype_for_python(schema, valid, tmp_path):
    """Its classes read every valid document."""
    target = tmp_path / "quicktyped.py"
    quicktype(schema, "python", target)

    for path in valid:
        imported(target).training_from_dict(json.loads(path.read_bytes()))


def test_quicktype_for_java(schema, valid, tmp_path):
    """Its classes read every valid document with Jackson."""
    assert all(jar.is_file() for jar in JACKSON), "needs libjackson2-databind-java"
    quicktype(schema, "java", tmp_path / "Training.java", "--package", "types")
    converter = tmp_path / "Converter.java"
    text = converter.read_text("utf-8")  # the Jackson of Debian declares the wider exception
    converter.write_text(
        text.replace("throws JsonProcessingException", "throws IOException"), "utf-8"
    )
    (tmp_path / "Main.java").write_text(
        "package types; import java.nio.file.*; public class Main {"
        " public static void main(String[] files) throws Exception {"
        ' for (String f : files) Converter.fromJsonString(new String(Files.readAllBytes(Paths.get(f)), "UTF-8")); } }',
        "utf-8",
    )
    path = ":".join(map(str, (*JACKSON, tmp_path)))
    run("javac", "-nowarn", "-cp", path, "-d", tmp_path, *tmp_path.glob("*.java"))
    run("java", "-cp", path, "types.Main", *valid)


def test_quicktype_for_csharp(schema, valid, tmp_path):
    """Its classes read every valid document with Json.NET."""
    assert NEWTONSOFT.is_file(), "needs libnewtonsoft-json5.0-cil and mono-mcs"
    target = tmp_path / "Training.cs"
    options = ("--namespace", "Types", "--csharp-version", "5", "--framework", "NewtonSoft")
    quicktype(schema, "cs", target, *options)
    main = tmp_path / "Main.cs"
    main.write_text(
        "public static class Program { public static void Main(string[] files) {"
        " foreach (var f in files) Types.Training.FromJson(System.IO.File.ReadAllText(f)); } }",
        "utf-8",
    )
    shutil.copy(NEWTONSOFT, tmp_path)
    program = tmp_path / "read.exe"
    run("mcs", "-langversion:latest", f"-out:{program}", f"-r:{NEWTONSOFT}", target, main)
    run("mono", program, *valid)


def test_datamodel_code_generator(schema, valid, tmp_path):
    """Its models of Pydantic read every valid document, and refuse a wrong one."""
    pydantic = pytest.importorskip("pydantic")
    target = tmp_path / "generated.py"
    run(
        Path(sys.executable).parent / "datamodel-codegen", "--input", schema, "--input-file-type", "jsonschema",
        "--output", target, "--output-model-type", "pydantic_v2.BaseModel",
    )  # fmt: skip
    training = imported(target).Training

    for path in valid:
        training.model_validate_json(path.read_bytes())
    for wrong in ({"title": {"en": "x"}}, {"id": "a", "title": {"en": "x"}, "status": "over"}):
        with pytest.raises(pydantic.ValidationError):
            training.model_validate(wrong)


def test_a_fresh_project_installs_the_package(tmp_path):
    """`npm pack` gives a package that another project installs, type-checks and runs."""
    packed = json.loads(run("npm", "pack", "--json", "--pack-destination", tmp_path, cwd=ROOT))
    project = tmp_path / "project"
    project.mkdir()
    (project / "package.json").write_text('{"type": "module"}', "utf-8")
    run(
        "npm",
        "install",
        "--silent",
        "--offline",
        "--no-audit",
        tmp_path / packed[0]["filename"],
        cwd=project,
    )
    (project / "form.ts").write_text(
        'import { choices, fields, governorate, validate, type Training } from "tipmodel";\n'
        'const training: Training = { id: "a", title: { ar: "ورشة" }, headcount: { total: 3, female: 4 } };\n'
        'const [issue] = validate(training, { language: "ar" });\n'
        'if (issue?.code !== "headcount.part_exceeds_total") throw new Error(issue?.text);\n'
        'if (governorate("محافظة ذي قار") !== "dhi_qar") throw new Error();\n'
        'if (choices("Topic", { language: "ar" }).length < 10 || !fields("Training").length) throw new Error();\n'
        "// @ts-expect-error no such language\n"
        'const other = () => validate(training, { language: "fr" });\n'
        "export { other };\n",
        "utf-8",
    )
    run(
        TOOLS / "tsc",
        "--strict",
        "--module",
        "nodenext",
        "--target",
        "es2022",
        "form.ts",
        cwd=project,
    )
    run("node", "form.js", cwd=project)
