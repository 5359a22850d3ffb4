"""Sheets survive LibreOffice."""

import datetime
import subprocess
import xml.etree.ElementTree as ET
import zipfile

import pytest

import tipmodel
from tipmodel import Governorate, Participant, Sex
from tipmodel.cli import main

pytestmark = pytest.mark.office

TABLE, OFFICE, TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "office", "text")
)
ROWS = [
    {
        "المعرّف": "٧", "الاسم الكامل (بالعربية)": "سعاد بنت محمد", "الجنس": "انثى", "الرتبة": "لواء",
        "جهة الانتساب: اسم الجهة (بالعربية)": "وزارة الداخلية", "مكان القدوم: المحافظة": "محافظة ذى قار",
        "مكان القدوم: البلد": "العراق", "البريد الإلكتروني": "suad@example.org",
        "رقم الهاتف": "+٩٦٤ ٧٥٠ ٠٠٠ ٠٠٠٠", "سنة الولادة": "١٩٨٠",
        "الموافقة: الغرض (بالعربية)": "شهادات", "الموافقة: تاريخ الموافقة": datetime.date(2015, 5, 4),
    },
    {"المعرّف": "8", "الجنس": "ذكر", "الاسم الكامل (بالعربية)": "=علي\nحسين"},
]  # fmt: skip


def saved(path, kind):
    """Let LibreOffice open a file and save it as another kind."""
    folder = path.parent / kind
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{path.parent}/profile",  # noqa: S607
         "--convert-to", kind, "--outdir", folder, path],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return folder / f"{path.stem}.{kind}"


def filled(path, rows):
    """Write rows under the headings of a sheet that LibreOffice saved as flat XML."""
    for _, (prefix, address) in ET.iterparse(path, ["start-ns"]):  # noqa: S314
        ET.register_namespace(prefix, address)  # LibreOffice knows the kind of file by them
    tree = ET.parse(path)  # noqa: S314
    sheet = tree.find(f".//{TABLE}table")
    above = sheet.findall(f".//{TABLE}table-row")[0]
    headings = [
        "".join(cell.find(f"{TEXT}p").itertext())
        for cell in above
        if cell.find(f"{TEXT}p") is not None
    ]
    parent = next(each for each in sheet.iter() if above in list(each))
    parent = sheet if parent.tag.endswith("header-rows") else parent
    later = [each for each in sheet if each.tag == f"{TABLE}table-row"]
    place = list(sheet).index(later[0] if above not in later else later[1])
    assert set().union(*rows) <= set(headings), set().union(*rows) - set(headings)
    for number, row in enumerate(rows):
        made = ET.Element(f"{TABLE}table-row")
        for heading in headings:
            cell = ET.SubElement(made, f"{TABLE}table-cell")
            value = row.get(heading, "")
            if isinstance(value, datetime.date):
                cell.attrib |= {f"{OFFICE}value-type": "date", f"{OFFICE}date-value": str(value)}
            elif value:
                cell.set(f"{OFFICE}value-type", "string")
                for line in value.split("\n"):
                    ET.SubElement(cell, f"{TEXT}p").text = line
        sheet.insert(place + number, made)
    tree.write(path, "utf-8", xml_declaration=True)


def test_a_template_filled_in_with_libreoffice_reads_back_right(tmp_path):
    """A template that is filled in with LibreOffice is read correctly."""
    assert 0 == main(["template", str(tmp_path / "participants.xlsx"), "--language", "ar", "--all"])

    flat = saved(tmp_path / "participants.xlsx", "fods")
    filled(flat, ROWS)
    back = saved(flat, "xlsx")
    notices = []
    first, second = tipmodel.read(back, Participant, notice=notices.append)

    assert ("سعاد بنت محمد", Sex.FEMALE, "major_general") == (
        first.name["ar"],
        first.sex,
        first.rank.code,
    )
    assert (Governorate.DHI_QAR, "IQ") == (first.place.governorate, first.place.country)
    assert ("+964 750 000 0000", 1980, "7") == (first.phone, first.birth_year, first.id)
    assert datetime.date(2015, 5, 4) == first.consent.given_on
    assert ("=علي\nحسين", Sex.MALE, "8") == (second.name["ar"], second.sex, second.id)
    assert ["cell.digits_read"] * 3 + ["cell.spelling_read"] == sorted(
        notice.code for notice in notices
    )


def test_the_sheet_keeps_its_look(tmp_path):
    """In LibreOffice, the sheet keeps its direction, lists and notes."""
    main(["template", str(tmp_path / "participants.xlsx"), "--language", "ar", "--all"])

    with zipfile.ZipFile(saved(tmp_path / "participants.xlsx", "xlsx")) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        notes = package.read("xl/comments1.xml").decode()
    assert 'rightToLeft="true"' in sheet or 'rightToLeft="1"' in sheet
    assert sheet.count("<dataValidation ") > 6
    assert "حقل مطلوب" in notes
