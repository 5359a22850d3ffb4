"""The engines that must give the library's verdict: two in Python, one on Node."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import jsonschema
import jsonschema_rs

import tipmodel

KIT = Path(__file__).parents[1] / "conformance"
NODE = shutil.which("node") if (KIT / "node_modules").is_dir() else None


class Ajv:
    """The engine on Node, in one process that lives as long as this."""

    def __init__(self):
        self._node = subprocess.Popen(
            [NODE, KIT / "verdicts.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            encoding="utf-8",
        )  # fmt: skip

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._node.communicate()

    def learn(self, name, schema):
        self._say(json.dumps({"name": name, "schema": schema}))

    def is_valid(self, name, text):
        line = re.sub("[^\x00-\x7f]+", lambda found: json.dumps(found[0])[1:-1], text)
        line = line.replace("\n", " ")  # some of the others end a line to Node, too
        self._say(f'{{"name":"{name}","document":{line}}}')
        return json.loads(self._node.stdout.readline())

    def _say(self, line):
        self._node.stdin.write(line + "\n")
        self._node.stdin.flush()


class Engines:
    """All of them, each with the schema of the classes it was asked about."""

    def __init__(self, ajv=None):
        self._ajv = ajv
        self._known = {}

    def verdicts(self, cls, text, *, for_types=False):
        """Return by name what each engine says of a document, by one form of the schema."""
        name = f"{cls.__name__} for types" if for_types else cls.__name__
        if name not in self._known:
            schema = tipmodel.json_schema(cls, for_types=for_types)
            schema["$id"] += f":{for_types}"  # ajv knows each schema by it
            self._known[name] = {
                "jsonschema": jsonschema.Draft202012Validator(schema),
                "jsonschema-rs": jsonschema_rs.Draft202012Validator(schema),
            }
            if self._ajv:
                self._ajv.learn(name, schema)
        data = json.loads(text)
        said = {engine: known.is_valid(data) for engine, known in self._known[name].items()}
        return {**said, "ajv": self._ajv.is_valid(name, text)} if self._ajv else said


SEMANTIC = set(tipmodel.json_schema()["x-semantic-rules"])


def structural(cls, text):
    """Return the codes of what the library finds wrong and a schema can express."""
    return {issue.code for issue in tipmodel.validate(text, cls)} - SEMANTIC
