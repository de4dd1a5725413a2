"""About sixty people with posts. Names are put together from two tables; none is taken from life."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from huaitang.codes import landline, mobile
from huaitang.organisations import ORGANISATIONS
from huaitang.words import Words


@dataclass(frozen=True)
class Person:
    key: str
    name: Words
    post: Words
    org: str
    phone: str
    mobile: str


SURNAMES = tuple(
    Words(*pair.split())
    for pair in [
        "温 Wen",
        "柏 Bai",
        "邵 Shao",
        "祁 Qi",
        "谈 Tan",
        "项 Xiang",
        "殷 Yin",
        "阮 Ruan",
        "庞 Pang",
        "虞 Yu",
        "尚 Shang",
        "柯 Ke",
        "游 You",
        "童 Tong",
        "冉 Ran",
        "晏 Yan",
        "洪 Hong",
        "甄 Zhen",
        "桂 Gui",
        "卫 Wei",
        "鲍 Bao",
        "纪 Ji",
        "季 Ji",
        "辛 Xin",
        "边 Bian",
        "乔 Qiao",
        "凌 Ling",
        "申 Shen",
        "竺 Zhu",
        "瞿 Qu",
        "佟 Tong",
        "靳 Jin",
        "苗 Miao",
        "房 Fang",
        "褚 Chu",
        "车 Che",
        "祝 Zhu",
    ]
)
GIVEN = tuple(
    Words(*pair.split())
    for pair in [
        "砚田 Yantian",
        "禾生 Hesheng",
        "棠宁 Tangning",
        "序安 Xu'an",
        "筠 Yun",
        "衡舟 Hengzhou",
        "稷丰 Jifeng",
        "岫云 Xiuyun",
        "耜成 Sicheng",
        "苇清 Weiqing",
        "煦 Xu",
        "栩之 Xuzhi",
        "朔平 Shuoping",
        "澜生 Lansheng",
        "穗禾 Suihe",
        "堰青 Yanqing",
        "珩 Heng",
        "霁明 Jiming",
        "畦安 Qi'an",
        "楷序 Kaixu",
        "芷禾 Zhihe",
        "谷雨 Guyu",
        "舒砚 Shuyan",
    ]
)

LEADER_POSTS = (
    ("secretary", Words("县委书记", "Party Secretary"), "cpc"),
    ("head", Words("县委副书记、县长", "County Head"), "gov"),
    ("deputy-secretary", Words("县委副书记", "Deputy Party Secretary"), "cpc"),
    ("executive", Words("县委常委、常务副县长", "Executive Deputy County Head"), "gov"),
    ("industry", Words("副县长（分管工业、招商）", "Deputy County Head (industry, investment)"), "gov"),
    ("construction", Words("副县长（分管城建、自然资源）", "Deputy County Head (construction, land)"), "gov"),
    ("farming", Words("副县长（分管农业农村）", "Deputy County Head (agriculture)"), "gov"),
    ("services", Words("副县长（分管教科文卫）", "Deputy County Head (education, health)"), "gov"),
    ("organisation", Words("县委常委、组织部部长", "Head of the Organisation Department"), "cpc"),
    ("zone", Words("县委常委、经济开发区党工委书记", "Party Secretary of the Development Zone"), "cpc"),
    ("congress", Words("县人大常委会主任", "Chair of the County People's Congress"), "gov"),
    ("consultative", Words("县政协主席", "Chair of the County Consultative Conference"), "gov"),
)
_HEADS = {
    "银行": Words("行长", "Manager"),
    "乡镇": Words("乡镇长", "Township Head"),
    "园区": Words("主任", "Director"),
    "公用企业": Words("总经理", "General Manager"),
}
_CONTACTS = {
    "inv": Words("招商一科科长", "Officer, Investment Section 1"),
    "key": Words("调度科科长", "Officer, Scheduling Section"),
    "drc": Words("投资科科员", "Clerk, Investment Section"),
    "nat": Words("利用科科长", "Officer, Land Use Section"),
    "env": Words("环评科科长", "Officer, EIA Section"),
    "hou": Words("建管科科长", "Officer, Construction Section"),
    "adm": Words("项目科科长", "Officer, Project Section"),
    "edz": Words("项目服务科科长", "Officer, Project Service"),
    "rcb": Words("公司业务部经理", "Manager, Corporate Banking"),
    "aud": Words("投资审计科科长", "Officer, Investment Audit"),
    "dat": Words("系统管理员", "System Administrator"),
    "t-ht": Words("经济发展办主任", "Head of Economic Office"),
    "t-wt": Words("经济发展办主任", "Head of Economic Office"),
    "t-wy": Words("经济发展办主任", "Head of Economic Office"),
    "t-qy": Words("经济发展办主任", "Head of Economic Office"),
    "t-ys": Words("经济发展办主任", "Head of Economic Office"),
    "t-gt": Words("经济发展办主任", "Head of Economic Office"),
    "sme": Words("项目服务专员", "Project Service Officer"),
}


def name(number: int) -> Words:
    """The n-th name; two steps without a common factor with the tables keep the pairs apart."""
    surname, given = SURNAMES[number % len(SURNAMES)], GIVEN[(number * 5 + number // len(SURNAMES)) % len(GIVEN)]
    return Words(surname.zh + given.zh, f"{surname.en} {given.en}")


def _posts() -> list[tuple[str, Words, str]]:
    heads = [
        (f"head-{org.key}", _HEADS.get(org.kind.zh, Words("局长", "Director")), org.key)
        for org in ORGANISATIONS
        if org.key not in ("cpc", "gov")
    ]
    contacts = [(f"contact-{key}", post, key) for key, post in _CONTACTS.items()]
    return [*LEADER_POSTS, *heads, *contacts]


def _people() -> tuple[Person, ...]:
    random = Random("huaitang people")
    return tuple(
        Person(key, name(number), post, org, landline(random), mobile(random))
        for number, (key, post, org) in enumerate(_posts())
    )


PEOPLE = _people()
BY_KEY = {person.key: person for person in PEOPLE}

# account, role code, role, person (the company account belongs to a company, not to a post)
ACCOUNTS: tuple[tuple[str, str, Words, str], ...] = (
    ("leader", "leader", Words("县领导", "County leader"), "head"),
    ("investment", "investment-officer", Words("招商专员", "Investment officer"), "contact-inv"),
    ("keyprojects", "key-projects-officer", Words("重点办专员", "Key-projects officer"), "contact-key"),
    ("clerk", "department-clerk", Words("部门经办", "Department clerk"), "contact-drc"),
    ("township", "township", Words("乡镇专员", "Township officer"), "contact-t-wt"),
    ("park", "park-manager", Words("园区管理员", "Park manager"), "contact-edz"),
    ("bank", "bank", Words("银行客户经理", "Bank"), "contact-rcb"),
    ("company", "company", Words("企业", "Company"), ""),
    ("auditor", "auditor", Words("审计员", "Auditor"), "contact-aud"),
    ("admin", "administrator", Words("系统管理员", "Administrator"), "contact-dat"),
)
