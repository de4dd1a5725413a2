"""The projects ledger: every column once, with the header words met in the wild. The one table of synonyms.

Words are Chinese and English as printed; matching ignores width, spaces, newlines, brackets, units and periods.
`choices` hold the words that mean a stored value; a nature word that is also a stage word tells the stage.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qipan.core.columns import Column, Kind, Secrecy

STAGES: dict[str, tuple[str, ...]] = {
    "lead": ("线索", "招商线索", "储备", "储备项目", "lead"),
    "discussion": (
        "在谈", "在谈项目", "洽谈", "洽谈中", "跟踪洽谈中", "已来考察", "投资意向明确", "意向", "意向项目", "正在洽谈", "加速签约",
        "in discussion", "to sign",
    ),
    "admitted": ("准入", "已准入", "通过评审", "admission passed", "admitted"),
    "signed": ("签约", "已签约", "签约项目", "已签投资协议", "已签正式合同", "签订合同", "合同项目", "signed"),
    "registered": ("注册", "已注册", "落地", "已落地", "registered"),
    "preparation": (
        "前期", "前期项目", "前期工作", "预备", "预备项目", "筹建", "报批", "加速报批", "正在注册审批", "已报批", "加速开工",
        "待开工", "拟开工", "计划新开工", "计划开工", "未开工", "pre-construction", "preparation", "planning", "to start",
        "to approve",
    ),
    "started": (
        "新开工", "本年新开工", "新开工项目", "开工", "已开工", "续建", "续建项目", "在建", "在建项目", "建设中", "施工中", "促竣工",
        "促竣工投产", "to complete", "保竣工", "保投产", "under construction", "started", "construction",
    ),
    "completed": ("竣工", "已竣工", "竣工项目", "竣工或部分竣工", "部分竣工", "完工", "建成", "completed"),
    "production": ("投产", "已投产", "部分投产", "竣工投产", "试投产", "投产项目", "in production", "production"),
    "capacity": ("达产", "达效", "达产达效", "capacity reached", "capacity"),
}  # fmt: skip
STATUSES: dict[str, tuple[str, ...]] = {
    "ongoing": ("正常", "正常推进", "推进中", "顺利", "ongoing", "on track"),
    "delayed": ("滞后", "延期", "缓慢", "进展缓慢", "推进缓慢", "delayed"),
    "dormant": ("停工", "暂停", "搁置", "停滞", "暂缓", "dormant", "on hold"),
    "lost": ("流失", "lost"),
    "abandoned": ("终止", "取消", "放弃", "退出", "终止合作", "abandoned", "cancelled"),
    "won": ("成功", "won"),
}  # fmt: skip
NATURES: dict[str, tuple[str, ...]] = {
    "new_start": ("新开工", "本年新开工", "计划新开工", "新开工项目", "new start"),
    "continued": ("续建", "续建项目", "continued"),
    "finishing": ("促竣工", "保竣工", "保投产", "竣工或部分竣工", "竣工", "finishing"),
    "preparation": ("前期", "前期工作", "前期项目", "预备", "储备", "preparation"),
    "approval": ("报批", "approval"),
    "discussion": ("在谈", "洽谈", "in discussion"),
    "new": ("新建", "new build", "new"),
    "expansion": ("扩建", "改扩建", "增资扩产", "expansion"),
    "upgrade": ("技改", "技术改造", "改造", "upgrade"),
    "rebuild": ("改建", "重建", "迁建", "搬迁", "rebuild"),
}  # fmt: skip
LEVELS: dict[str, tuple[str, ...]] = {
    "national": ("国家级", "国家重点", "国家", "national"),
    "provincial": ("省级", "省重点", "省级重点", "自治区级", "自治区重点", "省", "provincial"),
    "municipal": ("市级", "市重点", "市级重点", "市", "municipal"),
    "county": ("县级", "县重点", "区级", "区重点", "县级重点", "县", "county"),
    "township": ("乡镇", "乡镇级", "镇级", "township"),
}  # fmt: skip
LIGHTS: dict[str, tuple[str, ...]] = {
    "green": ("green", "绿", "绿灯", "绿牌"),
    "amber_green": ("amber/green", "黄绿"),
    "amber": ("amber", "yellow", "黄", "黄灯", "黄牌"),
    "amber_red": ("amber/red", "orange", "橙", "橙灯", "橙牌", "橙色"),
    "red": ("red", "红", "红灯", "红牌"),
    "exempt": ("exempt", "data exempt", "exempt under", "exemption under"),
    "unrated": ("no dca", "not rated", "reset", "未评", "未亮灯"),
}  # fmt: skip
_OWNER = ("业主", "建设单位", "项目单位", "项目法人", "投资主体", "投资方", "owner")
_LEAD = ("责任单位", "挂钩", "牵头单位", "包联单位", "服务单位", "responsible", "lead")

COLUMNS: tuple[Column, ...] = (
    Column("serial", _("No."), Kind.SERIAL, ("序号", "编号", "序", "No.", "No", "S/N", "serial"), editable=False, width=60),
    Column("code", _("Project code"), Kind.CODE, (
        "项目代码", "项目审批代码", "统一项目代码", "投资项目代码", "审批监管代码", "project code", "unified project code",
    ), width=180),
    Column("name", _("Project name"), Kind.TEXT, (
        "项目名称", "工程名称", "项目", "名称", "项目工程名称", "项目名", "重点项目名称", "project name", "project", "project title",
        "name", "project description", "programme name",
    ), width=280),
    Column("stage", _("Stage"), Kind.CHOICE, (
        "项目阶段", "阶段", "建设阶段", "所处阶段", "推进阶段", "进展状态", "项目状态", "project stage", "stage", "phase",
    ), choices=STAGES),
    Column("nature", _("Nature"), Kind.CHOICE, (
        "项目性质", "建设性质", "性质", "项目类别", "项目类型", "nature", "project type",
    ), choices=NATURES),
    Column("status", _("Status"), Kind.CHOICE, (
        "状态", "进度状态", "推进状态", "项目进度状态", "推进情况", "status", "project status",
    ), choices=STATUSES),
    Column("level", _("Level"), Kind.CHOICE, (
        "项目级别", "级别", "省/市重点", "重点级别", "层级", "项目层级", "level",
    ), choices=LEVELS),
    Column("category", _("Category"), Kind.TEXT, (
        "类别", "分类", "分级管理项目", "项目分类", "产业类别", "ten year plan category", "report category", "annual report category",
        "category",
    )),
    Column("starred", _("Starred"), Kind.FLAG, ("标星", "★", "标星项目", "是否重点", "starred"), width=80),
    Column("content", _("Content and scale"), Kind.LONG_TEXT, (
        "main goal", "content and scale", "建设内容及规模", "建设规模及内容", "建设内容和规模", "项目建设规模和内容", "项目建设内容",
        "建设内容", "建设规模", "主要建设内容", "主要建设内容及规模", "项目简介", "项目概况", "项目主要建设目标",
        "description / aims", "description aims", "description", "scope summary", "scope",
    ), width=320),
    Column("region", _("Region"), Kind.REGION, (
        "属地", "所属区域", "隶属区域", "所在区域", "县区", "县(市、区)", "县别", "乡镇", "所在乡镇", "所属地区", "地区", "所在地",
        "乡镇/园区", "district", "region", "borough", "area name",
    )),
    Column("park", _("Park"), Kind.PARK, ("园区", "所在园区", "所属园区", "落户园区", "开发区", "park", "industrial park")),
    Column("site", _("Site"), Kind.TEXT, (
        "建设地点", "拟建地点", "项目地址", "建设地址", "选址", "地址", "project location", "location", "site", "address",
    ), width=200),
    Column("industry", _("Industry"), Kind.TEXT, (
        "行业", "所属行业", "产业", "产业领域", "行业类别", "所属产业", "industry", "industry category", "sector",
    )),
    Column("chain", _("Industry chain"), Kind.CHAIN, ("产业链", "所属产业链", "重点产业链", "industry chain", "chain")),
    Column("land_m2", _("Land"), Kind.AREA, (
        "用地", "用地情况", "用地面积", "占地面积", "项目用地", "占地", "建设用地", "土地面积", "用地需求", "land", "land area",
        "area", "site area",
    )),
    Column("owner", _("Owner"), Kind.COMPANY, (
        "项目业主", "业主名称", "业主单位", "项目业主单位", "项目单位", "建设单位", "项目业主单位及负责人", "业主单位或筹办单位",
        "建设单位及责任人", "项目法人", "企业名称", "实施主体", "实施单位", "项目公司", "业主", "在黄注册名称", "注册名称",
        "单位名称", "owner", "project owner", "company", "land use right holder",
    ), group=_OWNER, width=220),
    Column("owner_head", _("Owner's head"), Kind.PERSON, (
        "owner's head", "负责人", "业主负责人", "项目负责人", "企业负责人",
    ), group=_OWNER, secrecy=Secrecy.CONTACT),
    Column("owner_contact", _("Owner's contact"), Kind.PERSON, (
        "owner's contact", "联系人", "联系人及电话", "企业联系人", "业主联系人", "联络人", "contact", "contact person",
    ), group=_OWNER, secrecy=Secrecy.CONTACT),
    Column("owner_phone", _("Owner's telephone"), Kind.PHONE, (
        "owner's telephone", "业主电话", "电话", "联系电话", "联系方式", "手机", "电话及传真", "电话、电子邮箱及传真", "telephone",
        "phone",
    ), group=_OWNER, secrecy=Secrecy.CONTACT),
    Column("investor", _("Investor"), Kind.COMPANY, (
        "投资方", "投资主体", "投资商", "投资企业", "外来投资方名称", "客商名称", "投资人", "investor",
    ), width=200),
    Column("legal_person", _("Legal representative"), Kind.PERSON, (
        "法人代表", "法定代表人", "法人", "legal representative",
    ), secrecy=Secrecy.CONTACT),
    Column("lead_org", _("Responsible unit"), Kind.ORGANISATION, (
        "one team", "responsible organisation", "责任单位", "市或县挂钩责任单位", "挂钩责任单位", "牵头单位", "责任部门", "牵头部门",
        "单位名称", "市或县挂钩责任单位及责任人", "责任单位及责任人", "承办单位", "包联单位", "跟踪单位", "服务单位", "department",
        "managing agency", "responsible unit", "agency",
    ), group=_LEAD, width=200),
    Column("lead_person", _("Person responsible"), Kind.PERSON, (
        "跟踪人及电话", "责任人及电话", "followed by, telephone", "team head", "责任人", "责任单位责任人", "负责人", "跟踪人",
        "专班负责人", "person responsible", "sro",
    ), group=_LEAD, secrecy=Secrecy.CONTACT),
    Column("lead_contact", _("Liaison"), Kind.PERSON, (
        "one service officer", "责任单位联络人", "联络人", "联络员", "联系人", "首席服务员", "liaison",
    ), group=_LEAD, secrecy=Secrecy.CONTACT),
    Column("lead_phone", _("Liaison's telephone"), Kind.PHONE, (
        "liaison's telephone", "联络人电话", "电话", "联系电话", "电话及传真", "电话、电子邮箱及传真", "联系方式",
    ), group=_LEAD, secrecy=Secrecy.CONTACT),
    Column("leader", _("Assigned leader"), Kind.PERSON, (
        "一名领导", "one leader", "挂点领导", "挂钩领导", "包联领导", "市挂钩领导", "市或县挂钩领导", "市县挂钩领导", "项目挂点领导",
        "市领导", "包抓领导", "包保领导", "分管领导", "联系领导", "包保责任领导姓名", "包联县领导", "assigned leader", "leader",
    )),
    Column("county_leader", _("County leader"), Kind.PERSON, (
        "县领导", "县挂钩领导", "县级领导", "区领导", "县包联领导", "county leader",
    )),
    Column("town_leader", _("Township leader"), Kind.PERSON, ("镇领导", "镇挂钩领导", "乡镇领导", "乡镇挂钩领导", "township leader")),
    Column("referrer", _("Referrer"), Kind.TEXT, (
        "推荐人", "referred by", "引荐单位", "项目引荐单位", "引荐人", "推荐单位", "referrer",
    )),
    Column("cooperation", _("Form of cooperation"), Kind.TEXT, (
        "form of cooperation", "招商形式", "合作方式", "招商方式", "投资方式", "cooperation",
    )),
    Column("period", _("Construction period"), Kind.DATE_RANGE, (
        "建设起止时间", "建设起止年限", "建设起止年月", "建设年限", "起止年限", "建设期限", "建设周期", "建设时间", "起止时间",
        "建设工期", "construction period",
    )),
    Column("start_on", _("Start"), Kind.DATE, (
        "开工时间", "拟开工时间", "计划开工时间", "开工日期", "动工时间", "今年开工时间", "预计开工时间", "实际开工时间",
        "project start date", "start date", "start", "agreed start time",
    )),
    Column("end_on", _("Completion"), Kind.DATE, (
        "completion", "竣工时间", "拟竣工时间", "计划竣工时间", "竣工日期", "完工时间", "今年竣工时间", "预计竣工时间", "建成时间",
        "project end date", "end date", "completion date", "agreed completion time",
    )),
    Column("production_on", _("Production start"), Kind.DATE, (
        "投产时间", "投产日期", "预计投产时间", "计划投产时间", "production start",
    )),
    Column("signed_on", _("Signed on"), Kind.DATE, (
        "signed on", "签约时间", "签约日期", "合同签约时间", "签订时间", "合同签订时间", "contract signing date", "signing date",
    )),
    Column("registered_on", _("Registered on"), Kind.DATE, ("registered on", "注册时间", "注册日期", "registration date")),
    Column("reported_on", _("Reported on"), Kind.DATE, (
        "reported on", "填报时间", "首次填报时间", "报送时间", "填报日期", "报告日期", "reporting date",
    )),
    Column("total", _("Total investment"), Kind.MONEY, (
        "estimated total investment", "总投资", "总投资额", "项目总投资", "项目总投资额", "估算投资", "估算总投资", "项目预估总投资",
        "计划总投资", "投资总额", "拟投资额", "投资额", "概算总投资", "总投资合计", "total investment",
        "total budgeted whole life costs", "total budgeted whole life cost", "whole life cost total baseline", "whole life cost",
        "total baseline whole life costs", "wlc baseline incl ncg", "wlc baseline", "wlc budget", "total cost", "combined total",
        "total budget",
    ), secrecy=Secrecy.MONEY),
    Column("phase_one", _("Phase-one investment"), Kind.MONEY, (
        "一期投资额", "一期投资", "首期投资", "phase one investment",
    ), secrecy=Secrecy.MONEY),
    Column("agreed", _("Agreed investment"), Kind.MONEY, (
        "协议投资额", "协议投资", "协议总投资", "agreed investment",
    ), secrecy=Secrecy.MONEY),
    Column("contracted", _("Contracted investment"), Kind.MONEY, (
        "合同投资额", "合同投资", "合同外资", "合同总投资", "contracted investment",
    ), secrecy=Secrecy.MONEY),
    Column("registered", _("Registered capital"), Kind.MONEY, ("注册资本", "注册资金", "registered capital"), secrecy=Secrecy.MONEY),
    Column("approved", _("Approved investment"), Kind.MONEY, (
        "approved investment", "批复投资", "核准投资", "备案投资", "批办总投", "批复总投资", "概算批复", "original budget",
        "approved budget",
    ), secrecy=Secrecy.MONEY),
    Column("plan", _("Planned investment"), Kind.MONEY, (
        "planned", "计划投资", "计划投资额", "年度计划投资", "年度计划投资额", "投资计划", "年度投资计划", "计划完成投资",
        "计划完成投资额", "年计划完成投资", "年计划投资", "计划", "本年计划投资", "budget", "total baseline", "yearly budget",
        "financial year baseline", "annual plan", "planned investment", "combined",
    ), periodic=True, secrecy=Secrecy.MONEY),
    Column("in_place", _("Funds in place"), Kind.MONEY, (
        "到位资金", "资金到位", "累计资金到位", "实际到资", "实际到位资金", "年度资金到位", "投资方实际到资额", "累计实际到资总额",
        "累计到位", "已到位资金", "funds in place",
    ), periodic=True, secrecy=Secrecy.MONEY),
    Column("verified", _("Verified capital"), Kind.MONEY, (
        "验资", "验资到资", "实际到资(验资口径)", "verified capital",
    ), periodic=True, secrecy=Secrecy.MONEY),
    Column("completed", _("Completed investment"), Kind.MONEY, (
        "完成投资", "完成投资额", "累计完成投资", "累计完成投资额", "已完成投资", "已完成投资额", "实际完成投资", "实际完成投资额",
        "年实际完成投资", "投资完成额", "投资情况", "投资情况以及形象进度", "投资进度", "开工至上一年度底累计完成投资",
        "开工以来累计完成投资", "累计完成", "完成额", "completed investment", "combined prior actuals", "completed to date",
        "completed", "investment completed", "actual",
    ), periodic=True, secrecy=Secrecy.MONEY),
    Column("forecast", _("Expected investment"), Kind.MONEY, (
        "力争完成投资", "力争完成投资额", "力争完成的投资额", "全年完成投资", "全年完成投资额", "预计完成投资", "预计完成投资额",
        "预计全年完成投资", "forecast", "total forecast", "yearly forecast", "financial year forecast", "expected investment",
    ), periodic=True, outcome="completed", secrecy=Secrecy.MONEY),
    Column("share", _("Share of the plan"), Kind.PERCENT, (
        "share of the plan", "占年计划%", "占年计划", "完成比例%", "完成比例", "完成年度投资计划%", "投资完成率", "占年度计划",
        "占年度计划%", "占月计划投资", "占月计划投资%", "本旬占月计划投资额", "完成率", "占计划比例", "share of plan",
    ), periodic=True),
    Column("progress_words", _("Progress in words"), Kind.LONG_TEXT, (
        "progress in words", "形象进度", "目前项目建设形象进度", "当前形象进度", "目前形象进度", "工程形象进度", "目前进展情况",
        "项目进展情况", "进展情况", "项目进展", "项目进度", "进度", "工作进展",
        "departmental narrative on schedule including any deviation from planned schedule", "departmental narrative on schedule",
        "schedule comment", "progress",
    ), periodic=True, width=280),
    Column("progress_percent", _("Percent done"), Kind.PERCENT, (
        "percent done", "完成百分比", "进度%", "工程进度%", "形象进度%", "完成进度%", "progress %", "percent complete",
    )),
    Column("year_goal", _("Goal of the year"), Kind.LONG_TEXT, (
        "形象进度目标", "前期工作或工程形象进度目标", "年度目标", "年度建设目标", "年度工作目标", "目标任务", "主要建设目标",
        "年度目标任务", "goal of the year",
    ), width=280),
    Column("milestones", _("Milestones"), Kind.LONG_TEXT, (
        "approvals", "节点安排", "项目进度关键节点的安排", "关键节点的目标情况说明", "关键节点", "项目建设重要节点安排",
        "项目前期工作主要工作节点", "节点目标", "后五个月项目进度关键节点的安排", "milestones",
    ), width=280),
    Column("problems", _("Problems"), Kind.LONG_TEXT, (
        "problems to solve", "存在问题", "项目建设中存在问题", "项目建设中存在的问题", "存在的问题", "需协调解决问题",
        "需要协调解决的问题", "需要省、市协调解决问题", "存在困难", "主要问题", "困难问题", "explanation for delay", "problems",
        "issues",
    ), width=240),
    Column("next_steps", _("Next steps"), Kind.LONG_TEXT, (
        "how they were solved", "下步计划", "下一步计划", "下步工作", "下一步工作", "下一步打算", "下步工作打算", "解决情况",
        "存在问题解决的情况", "项目建设存在问题解决情况", "next steps",
    ), width=240),
    Column("notes", _("Notes"), Kind.LONG_TEXT, (
        "备注", "说明", "其他", "note", "notes", "remarks", "departmental narrative on budgeted whole life costs", "budget comment",
    ), width=200),
    Column("light", _("Light"), Kind.LIGHT, (
        "亮灯", "亮灯情况", "灯色", "亮牌", "红黄绿灯", "MPA RAG rating", "IPA RAG rating", "RAG rating", "RAG", "colour rating",
        "IPA Delivery Confidence Assessment", "SRO Delivery Confidence Assessment", "delivery confidence assessment", "light",
    ), choices=LIGHTS, editable=False, width=90),
    Column("light_comment", _("Why this light"), Kind.LONG_TEXT, (
        "why this light", "departmental commentary on actions planned or taken on the MPA RAG rating",
        "departmental commentary on actions planned or taken on the IPA RAG rating", "rating comment", "亮灯原因", "亮灯说明",
    ), width=240),
    Column("latitude", _("Latitude"), Kind.POSITION, ("纬度", "latitude", "lat"), shown=False, width=100),
    Column("longitude", _("Longitude"), Kind.POSITION, ("经度", "longitude", "lon", "lng"), shown=False, width=100),
    Column("external_id", _("Number elsewhere"), Kind.CODE, (
        "线索编号", "lead no.", "number elsewhere", "项目编号", "外部编号", "project id", "external id",
        "electronic supervision number", "gmpp id",
    )),
    Column("count", _("Number of projects"), Kind.NUMBER, (
        "项目数", "项目个数", "个数", "项目数量", "number of projects",
    ), editable=False, shown=False),
)  # fmt: skip
