"""Whom the walks ask about: one invented person a walk, held by the requested office under another script."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from comity.domain.roles import Role

DATA = Path(__file__).parents[3] / "src" / "comity" / "demo" / "data"


@dataclass(frozen=True)
class Asked:
    """How the person is asked about, and how the register holds the person."""

    asked: str
    held: str
    column: str
    born: str
    sex: str
    home: str


PEOPLE = (
    Asked("OUYANG Mingzhu", "欧阳明珠", "name_han", "1971-02-18", "2", "14 Lantern Row, Linhai Quay"),
    Asked("SIMA Wenxuan", "司马文轩", "name_han", "1982-09-03", "1", "3 Granary Steps, Upper Ford"),
    Asked("CHHIM Sotheary", "ឈឹម សុធារី", "name_khmer", "1990-11-27", "2", "9 Reed Lane, Srae Tonle"),
    Asked("ZHUGE Shaoqing", "诸葛少卿", "name_han", "1965-06-30", "1", "21 Anchor Street, Linhai Quay"),
    Asked("TITH Borey", "ទិត្យ បូរី", "name_khmer", "1987-01-09", "1", "6 Palm Path, Srae Tonle"),
    Asked("SHANGGUAN Ruolan", "上官若兰", "name_han", "1993-04-22", "2", "30 Kiln Road, Eight Rivers"),
    Asked("XIAHOU Zhiyuan", "夏侯志远", "name_han", "1978-12-05", "1", "17 Weir Bank, Upper Ford"),
    Asked("KEO Pisey", "កែវ ពិសី", "name_khmer", "1984-08-14", "2", "2 Lotus Court, Srae Tonle"),
    Asked("DUANMU Jiayi", "端木佳怡", "name_han", "1996-03-19", "2", "8 Sluice Lane, Linhai Quay"),
    Asked("HUANGFU Tiecheng", "皇甫铁成", "name_han", "1959-10-11", "1", "44 Tollgate Way, Eight Rivers"),
    Asked("MEAS Virak", "មាស វីរៈ", "name_khmer", "1981-05-25", "1", "12 Heron Street, Srae Tonle"),
    Asked("GONGSUN Yulin", "公孙玉林", "name_han", "1974-07-07", "1", "5 Bell Square, Linhai Quay"),
)


def register() -> str:
    """The demonstration's register with these people added: the same columns, other numbers."""
    text = (DATA / "civil_register.csv").read_text(encoding="utf-8")
    columns = text.partition("\n")[0].split(",")
    out = io.StringIO()
    rows = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    for number, person in enumerate(PEOPLE):
        rows.writerow({
            "person_no": f"W9{number:05d}", person.column: person.held, "sex": person.sex, "born": person.born,
            "name_latin": person.asked.title() if person.column == "name_khmer" else "",
            "birth_place": "Linhai Quay", "nationality": "XB", "address": person.home, "as_of": "2026-10-31",
            "source_grade": "A", "information_grade": "1",
        })  # fmt: skip
    return text.rstrip("\n") + "\n" + out.getvalue()


@dataclass(frozen=True)
class Officer:
    """One officer of an office."""

    username: str
    name: str
    role: Role


STAFF = {
    "xa-coord": (
        Officer("bopha", "ស៊ន បូផា", Role.REQUESTING_OFFICER),
        Officer("quill", "Edda Quill", Role.CERTIFYING_SUPERVISOR),
        Officer("yutong", "韩雨桐", Role.CONTACT_POINT),
    ),
    "xb-coord": (
        Officer("jiahe", "沈嘉禾", Role.CONTACT_POINT),
        Officer("xiaolan", "高晓岚", Role.ASYLUM_AUTHORITY),
        Officer("tarn", "Odile Tarn", Role.CERTIFYING_SUPERVISOR),
        Officer("sovann", "ពេជ្រ សុវណ្ណ", Role.CONTACT_POINT),
    ),
}
NAMES = {officer.username: officer.name for staff in STAFF.values() for officer in staff}

SUMMARY = {
    "en": "In March 2026 a caller posed as a bank and took money from three people in Quillmoor.",
    "km": "នៅខែមីនា 2026 អ្នកហៅទូរស័ព្ទម្នាក់បានក្លែងធ្វើជាធនាគារ ហើយយកប្រាក់ពីមនុស្សបីនាក់នៅ Quillmoor។",
    "zh-Hans": "2026年3月，有人冒充银行打电话，骗走了三名当地居民的存款。",
}
LINK = {
    "en": "The account that received the money was opened in this name.",
    "km": "គណនីដែលបានទទួលប្រាក់ត្រូវបានបើកក្នុងឈ្មោះនេះ។",
    "zh-Hans": "收到这笔钱的账户是以此人的姓名开立的。",
}
PURPOSE = {
    "en": "To identify the holder of the account that received the money.",
    "km": "ដើម្បីកំណត់អត្តសញ្ញាណម្ចាស់គណនីដែលបានទទួលប្រាក់។",
    "zh-Hans": "为了查明收到这笔钱的账户持有人的身份。",
}
HELD = {
    "en": "The account was opened with a Corvane identity card.",
    "km": "គណនីត្រូវបានបើកដោយប្រើអត្តសញ្ញាណប័ណ្ណរបស់ខរវ៉ាន។",
    "zh-Hans": "该账户是用科尔万身份证开立的。",
}
USE = {
    "en": "For this investigation only.",
    "km": "សម្រាប់តែការស៊ើបអង្កេតនេះប៉ុណ្ណោះ។",
    "zh-Hans": "仅用于本次调查。",
}
RESULT = {
    "en": "The holder of the account is known.",
    "km": "ម្ចាស់គណនីត្រូវបានស្គាល់។",
    "zh-Hans": "账户持有人的身份已经查明。",
}
JUDGED = {
    "en": "Same name under another script, and the same birth date.",
    "km": "ឈ្មោះដូចគ្នាក្នុងអក្សរផ្សេង និងថ្ងៃកំណើតដូចគ្នា។",
    "zh-Hans": "同一姓名的不同文字写法，出生日期相同。",
}
"""What officers write, each in the language of the page they work in."""
