"""The five chains: segments, local strength or gap, and what their firms make."""

from __future__ import annotations

from dataclasses import dataclass

from huaitang.words import Words


@dataclass(frozen=True)
class Product:
    name: Words
    unit: Words
    amounts: tuple[float, ...]
    segment: int


@dataclass(frozen=True)
class Segment:
    position: Words
    name: Words
    gap: bool
    action: Words


@dataclass(frozen=True)
class Chain:
    key: str
    name: Words
    industry: Words
    chief: str
    lead_org: str
    trades: tuple[Words, ...]
    segments: tuple[Segment, ...]
    products: tuple[Product, ...]


UP, MID, DOWN = Words("上游", "upstream"), Words("中游", "midstream"), Words("下游", "downstream")
EXTEND, FILL, STRENGTHEN, UPGRADE = (
    Words("延链", "extend"),
    Words("补链", "fill"),
    Words("强链", "strengthen"),
    Words("升链", "upgrade"),
)


def _segments(*rows: tuple[Words, str, str, bool, Words]) -> tuple[Segment, ...]:
    return tuple(Segment(position, Words(zh, en), gap, action) for position, zh, en, gap, action in rows)


def _products(unit: tuple[str, str], *rows: tuple[str, str, tuple[float, ...], int]) -> tuple[Product, ...]:
    return tuple(Product(Words(zh, en), Words(*unit), amounts, segment) for zh, en, amounts, segment in rows)


def _trades(*pairs: tuple[str, str]) -> tuple[Words, ...]:
    return tuple(Words(*pair) for pair in pairs)


TONS, SETS, PIECES = ("万吨", "t"), ("台（套）", "sets"), ("万支", "pieces")

CHAINS = (
    Chain(
        "paper",
        Words("造纸产业", "paper"),
        Words("造纸和纸制品业", "paper and paper products"),
        "executive",
        "ind",
        _trades(("纸业", "Paper"), ("包装", "Packaging"), ("纸品", "Paper Goods"), ("浆纸", "Pulp and Paper")),
        _segments(
            (UP, "废纸回收与制浆", "recovered paper and pulping", False, STRENGTHEN),
            (UP, "造纸化学品", "papermaking chemicals", True, FILL),
            (MID, "生活用纸原纸", "tissue base paper", False, STRENGTHEN),
            (MID, "包装用纸", "packaging paper", False, UPGRADE),
            (DOWN, "纸制品后加工", "paper converting", False, EXTEND),
            (DOWN, "智能包装印刷", "smart packaging and printing", True, FILL),
        ),
        _products(
            TONS,
            ("生活用纸", "tissue paper", (2, 3, 5, 8), 2),
            ("高强瓦楞原纸", "corrugating medium", (10, 15, 20), 3),
            ("竹浆本色纸", "unbleached bamboo paper", (1, 2, 3), 2),
            ("再生包装纸", "recycled packaging paper", (6, 12), 3),
            ("食品级纸容器", "food-grade paper containers", (0.5, 1, 1.5), 4),
            ("湿强剂", "wet-strength agent", (0.3, 0.8), 1),
            ("彩印纸箱", "colour-printed cartons", (1, 2, 4), 5),
            ("擦手纸", "hand towels", (1, 1.5), 4),
            ("环保白板纸", "white board", (5, 10), 3),
            ("再生纸浆", "recycled pulp", (4, 9), 0),
        ),
    ),
    Chain(
        "equipment",
        Words("装备制造产业", "equipment"),
        Words("通用设备制造业", "general equipment"),
        "industry",
        "ind",
        _trades(("机械", "Machinery"), ("重工", "Heavy Industry"), ("精工", "Precision"), ("装备", "Equipment")),
        _segments(
            (UP, "铸锻件", "castings and forgings", False, UPGRADE),
            (UP, "轴承与传动", "bearings and drives", True, FILL),
            (MID, "农业机械", "farm machinery", False, STRENGTHEN),
            (MID, "造纸机械", "papermaking machinery", False, STRENGTHEN),
            (DOWN, "成套与运维服务", "systems and maintenance", True, EXTEND),
        ),
        _products(
            SETS,
            ("谷物收获机", "grain harvesters", (600, 1200, 2000), 2),
            ("卫生纸机", "tissue machines", (24, 40, 60), 3),
            ("精密减速箱", "precision gearboxes", (8000, 15000), 1),
            ("智能仓储货架", "smart storage racks", (5000, 9000), 4),
            ("大型铸锻件", "large castings and forgings", (3000, 6000), 0),
            ("烘缸", "drying cylinders", (120, 200), 3),
            ("植保机械", "crop-protection machines", (1500, 3000), 2),
            ("数控机床附件", "machine-tool accessories", (4000, 7000), 1),
            ("输送成套设备", "conveyor systems", (300, 500), 4),
            ("液压部件", "hydraulic parts", (20000, 35000), 1),
            ("复卷机", "rewinders", (80, 150), 3),
        ),
    ),
    Chain(
        "robots",
        Words("机器人产业", "robots"),
        Words("专用设备制造业", "special equipment"),
        "zone",
        "edz",
        _trades(("智能", "Intelligent"), ("机器人", "Robotics"), ("自动化", "Automation"), ("传感", "Sensors")),
        _segments(
            (UP, "减速器与伺服", "reducers and servos", True, FILL),
            (UP, "传感与控制", "sensors and control", False, STRENGTHEN),
            (MID, "机器人本体", "robot bodies", False, STRENGTHEN),
            (DOWN, "系统集成", "system integration", False, EXTEND),
            (DOWN, "农业机器人应用", "farm robot services", True, EXTEND),
        ),
        _products(
            SETS,
            ("协作机器人", "collaborative robots", (1000, 2000, 3000), 2),
            ("谐波减速器", "harmonic reducers", (30000, 50000), 0),
            ("采摘机器人", "harvesting robots", (400, 800), 4),
            ("搬运机器人", "handling robots", (1500, 2500), 2),
            ("力觉传感器", "force sensors", (20000, 60000), 1),
            ("焊接工作站", "welding cells", (200, 350), 3),
            ("伺服电机", "servo motors", (40000, 80000), 0),
            ("视觉检测设备", "vision inspection systems", (500, 900), 1),
        ),
    ),
    Chain(
        "biomedicine",
        Words("生物医药产业", "biomedicine"),
        Words("医药制造业", "pharmaceuticals"),
        "services",
        "edz",
        _trades(
            ("生物", "Biotech"),
            ("药业", "Pharmaceutical"),
            ("医疗科技", "Medical Technology"),
            ("生物科技", "Bioscience"),
        ),
        _segments(
            (UP, "中药材种植与提取", "herbs and extracts", False, STRENGTHEN),
            (UP, "医药中间体", "intermediates", False, UPGRADE),
            (MID, "制剂", "finished doses", False, STRENGTHEN),
            (MID, "体外诊断", "in-vitro diagnostics", True, FILL),
            (DOWN, "医疗器械", "medical devices", False, EXTEND),
            (DOWN, "冷链与检验服务", "cold chain and testing", True, FILL),
        ),
        _products(
            PIECES,
            ("冻干粉针剂", "freeze-dried injections", (500, 1200, 2000), 2),
            ("口服液", "oral liquids", (3000, 6000), 2),
            ("诊断试剂", "diagnostic reagents", (800, 1500), 3),
            ("注射用辅料", "injection excipients", (400, 900), 1),
            ("中药提取物", "herbal extracts", (600, 1000), 0),
            ("医用敷料", "medical dressings", (5000, 9000), 4),
            ("益生菌制剂", "probiotics", (700, 1100), 2),
            ("一次性采血管", "blood collection tubes", (8000, 12000), 4),
            ("疫苗冷链箱", "vaccine cold boxes", (20, 30), 5),
        ),
    ),
    Chain(
        "selenium",
        Words("富硒农业", "selenium farming"),
        Words("农副食品加工业", "farm produce processing"),
        "farming",
        "agr",
        _trades(("农业", "Agriculture"), ("食品", "Foods"), ("生态农业", "Eco-Farming"), ("粮油", "Grain and Oil")),
        _segments(
            (UP, "富硒良种与肥料", "seed and selenium fertiliser", True, FILL),
            (MID, "标准化种植", "standard planting", False, STRENGTHEN),
            (MID, "粮油加工", "grain and oil processing", False, UPGRADE),
            (DOWN, "品牌与冷链电商", "brands, cold chain, e-commerce", True, EXTEND),
        ),
        _products(
            TONS,
            ("富硒面粉", "selenium flour", (3, 6, 10), 2),
            ("富硒小米", "selenium millet", (0.5, 1), 2),
            ("富硒有机肥", "selenium organic fertiliser", (2, 5), 0),
            ("富硒果蔬冷链", "cold-chain selenium produce", (3, 5), 3),
            ("富硒杂粮挂面", "selenium noodles", (1, 2), 2),
            ("硒味预制菜", "selenium ready meals", (0.8, 1.2), 3),
            ("富硒食用菌", "selenium mushrooms", (0.6, 1), 1),
        ),
    ),
)
CHAIN = {chain.key: chain for chain in CHAINS}

# public works: key of the responsible organisation, name, content
WORKS: dict[str, tuple[tuple[str, Words, Words], ...]] = {
    "infra": (
        (
            "edz",
            Words("经济开发区标准化厂房三期工程", "Development Zone Standard Plants, Phase 3"),
            Words("建设标准化厂房6.2万平方米及配套道路管网", "62,000 m² of standard plants with roads and pipes"),
        ),
        (
            "tra",
            Words("望棠至苇堰县道改建工程", "Wangtang–Weiyan County Road Rebuilding"),
            Words("改建二级公路14.6公里", "14.6 km of second-class road"),
        ),
        (
            "wat",
            Words("城乡供水一体化工程", "Urban and Rural Water Supply"),
            Words("新建水厂1座，日供水3万吨，铺设管网86公里", "one waterworks of 30,000 t a day and 86 km of mains"),
        ),
        (
            "edz",
            Words("开发区污水处理厂提标改造工程", "Zone Wastewater Plant Upgrade"),
            Words("日处理能力由1.5万吨扩至3万吨", "capacity raised from 15,000 to 30,000 t a day"),
        ),
        (
            "hou",
            Words("槐棠老城雨污分流改造工程", "Old Town Drainage Separation"),
            Words("改造雨污管网42公里", "42 km of separated sewers"),
        ),
        (
            "pow",
            Words("苇堰110千伏输变电工程", "Weiyan 110 kV Substation"),
            Words("新建主变2台，容量100兆伏安", "two transformers, 100 MVA"),
        ),
        (
            "tra",
            Words("谷棠乡农村公路提升工程", "Gutang Rural Roads"),
            Words("硬化农村公路57公里", "57 km of paved rural roads"),
        ),
        (
            "edz",
            Words("开发区智慧热力管网工程", "Zone Smart Heat Network"),
            Words("铺设蒸汽管网11公里", "11 km of steam mains"),
        ),
        (
            "agr",
            Words("云耜乡高标准农田建设工程", "Yunsi High-Standard Farmland"),
            Words("建设高标准农田2.4万亩", "24,000 mu of high-standard farmland"),
        ),
        (
            "hou",
            Words("槐北新区路网工程", "Huaibei New Area Streets"),
            Words("新建城市道路9.3公里", "9.3 km of streets"),
        ),
        (
            "sme",
            Words("苇堰产业园集中供汽工程", "Weiyan Park Steam Supply"),
            Words("建设35吨锅炉2台及管网", "two 35 t boilers and pipes"),
        ),
        ("wat", Words("砚溪河道综合治理工程", "Yanxi River Works"), Words("治理河道12公里", "12 km of river works")),
        (
            "dat",
            Words("数字槐棠政务云工程", "Digital Huaitang Cloud"),
            Words("建设政务云平台与机房", "a government cloud with its machine room"),
        ),
    ),
    "social": (
        (
            "hea",
            Words("县中医院迁建工程", "County Traditional Hospital Relocation"),
            Words("建筑面积5.8万平方米，床位500张", "58,000 m², 500 beds"),
        ),
        (
            "edu",
            Words("槐棠第三中学新建工程", "Huaitang No. 3 Middle School"),
            Words("建设校舍4.1万平方米", "41,000 m² of school buildings"),
        ),
        ("hea", Words("县疾控中心实验楼工程", "Disease Control Laboratory"), Words("建筑面积9800平方米", "9,800 m²")),
        (
            "edu",
            Words("职业教育实训基地工程", "Vocational Training Base"),
            Words("建设实训楼3栋，2.6万平方米", "three training buildings, 26,000 m²"),
        ),
        (
            "hou",
            Words("棠苑片区老旧小区改造工程", "Tangyuan Housing Renewal"),
            Words("改造老旧小区23个", "23 old estates renewed"),
        ),
        ("hea", Words("青砚镇康养服务中心工程", "Qingyan Care Centre"), Words("建筑面积1.9万平方米", "19,000 m²")),
        (
            "hou",
            Words("县文化体育中心工程", "County Culture and Sports Centre"),
            Words("建筑面积3.4万平方米", "34,000 m²"),
        ),
        (
            "edu",
            Words("苇堰镇中心幼儿园扩建工程", "Weiyan Kindergarten Extension"),
            Words("建筑面积6200平方米", "6,200 m²"),
        ),
    ),
}
