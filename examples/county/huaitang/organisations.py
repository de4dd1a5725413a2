"""Who runs the county: organisations with their codes."""

from __future__ import annotations

from dataclasses import dataclass

from huaitang.codes import COUNTY, credit_code
from huaitang.places import PARKS, TOWNS
from huaitang.words import Words


@dataclass(frozen=True)
class Organisation:
    key: str
    name: Words
    short: Words
    kind: Words
    code: str
    parent: str = ""
    region: str = ""


LEADERSHIP = Words("县级领导机关", "county leadership")
DEPARTMENT = Words("县直部门", "department")
TOWNSHIP = Words("乡镇", "township")
PARK = Words("园区", "park")
BANK = Words("银行", "bank")
UTILITY = Words("公用企业", "utility")
PLATFORM = Words("县属国企", "county-owned company")

_LIST: tuple[tuple[str, Words, Words, Words, str], ...] = (
    (
        "cpc",
        Words("中共槐棠县委员会", "Huaitang County Party Committee"),
        Words("县委", "Party Committee"),
        LEADERSHIP,
        "",
    ),
    (
        "gov",
        Words("槐棠县人民政府", "Huaitang County Government"),
        Words("县政府", "County Government"),
        LEADERSHIP,
        "",
    ),
    (
        "inv",
        Words("槐棠县招商引资服务中心", "Huaitang Investment Promotion Bureau"),
        Words("县招商局", "Investment Bureau"),
        DEPARTMENT,
        "gov",
    ),
    (
        "key",
        Words("槐棠县重点项目建设办公室", "Huaitang Key Projects Office"),
        Words("县重点办", "Key Projects Office"),
        DEPARTMENT,
        "gov",
    ),
    (
        "drc",
        Words("槐棠县发展和改革局", "Huaitang Development and Reform Bureau"),
        Words("县发改局", "Development and Reform Bureau"),
        DEPARTMENT,
        "gov",
    ),
    (
        "ind",
        Words("槐棠县工业和信息化局", "Huaitang Industry and Information Bureau"),
        Words("县工信局", "Industry Bureau"),
        DEPARTMENT,
        "gov",
    ),
    (
        "nat",
        Words("槐棠县自然资源和规划局", "Huaitang Natural Resources and Planning Bureau"),
        Words("县自然资源局", "Natural Resources Bureau"),
        DEPARTMENT,
        "gov",
    ),
    (
        "env",
        Words("澄安市生态环境局槐棠县分局", "Cheng'an Environment Bureau, Huaitang Branch"),
        Words("生态环境分局", "Environment Branch"),
        DEPARTMENT,
        "gov",
    ),
    (
        "hou",
        Words("槐棠县住房和城乡建设局", "Huaitang Housing and Construction Bureau"),
        Words("县住建局", "Housing Bureau"),
        DEPARTMENT,
        "gov",
    ),
    ("fin", Words("槐棠县财政局", "Huaitang Finance Bureau"), Words("县财政局", "Finance Bureau"), DEPARTMENT, "gov"),
    (
        "sta",
        Words("槐棠县统计局", "Huaitang Statistics Bureau"),
        Words("县统计局", "Statistics Bureau"),
        DEPARTMENT,
        "gov",
    ),
    (
        "adm",
        Words("槐棠县行政审批局", "Huaitang Administrative Approval Bureau"),
        Words("县审批局", "Approval Bureau"),
        DEPARTMENT,
        "gov",
    ),
    (
        "agr",
        Words("槐棠县农业农村局", "Huaitang Agriculture Bureau"),
        Words("县农业农村局", "Agriculture Bureau"),
        DEPARTMENT,
        "gov",
    ),
    (
        "tra",
        Words("槐棠县交通运输局", "Huaitang Transport Bureau"),
        Words("县交通局", "Transport Bureau"),
        DEPARTMENT,
        "gov",
    ),
    ("wat", Words("槐棠县水务局", "Huaitang Water Bureau"), Words("县水务局", "Water Bureau"), DEPARTMENT, "gov"),
    ("hea", Words("槐棠县卫生健康局", "Huaitang Health Bureau"), Words("县卫健局", "Health Bureau"), DEPARTMENT, "gov"),
    (
        "edu",
        Words("槐棠县教育局", "Huaitang Education Bureau"),
        Words("县教育局", "Education Bureau"),
        DEPARTMENT,
        "gov",
    ),
    ("aud", Words("槐棠县审计局", "Huaitang Audit Bureau"), Words("县审计局", "Audit Bureau"), DEPARTMENT, "gov"),
    (
        "dat",
        Words("槐棠县数据和政务服务中心", "Huaitang Data and Services Centre"),
        Words("县数据中心", "Data Centre"),
        DEPARTMENT,
        "gov",
    ),
    (
        "pow",
        Words("槐棠县供电公司", "Huaitang Power Supply Company"),
        Words("县供电公司", "Power Company"),
        UTILITY,
        "",
    ),
    (
        "rcb",
        Words("槐棠农村合作银行", "Huaitang Rural Cooperative Bank"),
        Words("槐棠农合行", "Rural Cooperative Bank"),
        BANK,
        "",
    ),
    (
        "cab",
        Words("澄安惠禾银行槐棠支行", "Cheng'an Huihe Bank, Huaitang Branch"),
        Words("惠禾银行", "Huihe Bank"),
        BANK,
        "",
    ),
    (
        "vib",
        Words("槐棠谷雨村镇银行", "Huaitang Guyu Village Bank"),
        Words("谷雨村镇银行", "Guyu Village Bank"),
        BANK,
        "",
    ),
    (
        "edz",
        Words("槐棠经济开发区管理委员会", "Huaitang Development Zone Administration"),
        Words("开发区管委会", "Zone Administration"),
        PARK,
        "gov",
    ),
    (
        "sme",
        Words("苇堰镇中小企业产业园管理办公室", "Weiyan SME Park Office"),
        Words("苇堰产业园办", "Weiyan Park Office"),
        PARK,
        "gov",
    ),
)


def _towns() -> list[tuple[str, Words, Words, Words, str]]:
    return [
        (f"t-{town.key}", Words(f"{town.name.zh}人民政府", f"{town.name.en} Government"), town.name, TOWNSHIP, "gov")
        for town in TOWNS
    ]


def _organisation(number: int, row: tuple[str, Words, Words, Words, str]) -> Organisation:
    key, name, short, kind, parent = row
    prefix = "91" if kind in (BANK, UTILITY) else "11"
    region = next((town.code for town in TOWNS if f"t-{town.key}" == key), COUNTY)
    park = next((park for park in PARKS if park.key == key), None)
    if park:
        region = next(town.code for town in TOWNS if town.key == park.town)
    return Organisation(
        key, name, short, kind, credit_code(prefix, COUNTY, f"{7_300_000 + 1_373 * number:08d}"), parent, region
    )


ORGANISATIONS: tuple[Organisation, ...] = tuple(
    _organisation(number, row) for number, row in enumerate((*_LIST, *_towns()))
)
BY_KEY = {organisation.key: organisation for organisation in ORGANISATIONS}
