"""What stands in Chinese product text beside numbers, how it is read, and what eSpeak NG must be helped with."""

from __future__ import annotations

CURRENCIES = {
    **dict.fromkeys(("¥", "RMB", "CNY", "元", "块", "圆"), "元"),
    **dict.fromkeys(("US$", "$", "USD", "美元"), "美元"),
    **dict.fromkeys(("€", "EUR", "欧元"), "欧元"),
    **dict.fromkeys(("£", "GBP", "英镑"), "英镑"),
    **dict.fromkeys(("HK$", "HKD", "港币", "港元"), "港元"),
}
UNITS = {
    "km/h": "千米每小时", "mm": "毫米", "cm": "厘米", "dm": "分米", "m": "米", "km": "千米",
    "m²": "平方米", "㎡": "平方米", "m2": "平方米", "cm²": "平方厘米", "cm2": "平方厘米", "m³": "立方米",
    "mg": "毫克", "g": "克", "kg": "千克", "t": "吨", "ml": "毫升", "mL": "毫升", "ML": "毫升",
    "l": "升", "L": "升", "oz": "盎司", "lb": "磅", "in": "英寸", "inch": "英寸", '"': "英寸",
    "″": "英寸", "ft": "英尺", "W": "瓦", "w": "瓦", "kW": "千瓦", "KW": "千瓦", "kWh": "千瓦时",
    "Wh": "瓦时", "V": "伏", "v": "伏", "A": "安", "mA": "毫安", "mAh": "毫安时", "MAH": "毫安时",
    "Ah": "安时", "Hz": "赫兹", "kHz": "千赫", "MHz": "兆赫", "GHz": "吉赫", "dB": "分贝", "lm": "流明",
    "KG": "千克", "Kg": "千克", "CM": "厘米", "MM": "毫米", "℃": "摄氏度", "°C": "摄氏度", "℉": "华氏度",
    "°F": "华氏度", "°": "度", "h": "小时", "H": "小时", "min": "分钟", "s": "秒", "ms": "毫秒",
    "px": "像素", "rpm": "转每分", "pcs": "件", "PCS": "件", "Pa": "帕", "kPa": "千帕", "N": "牛",
}  # fmt: skip
# Words that count things; before them 2 is 两. 月, 日, 号, 楼 and 班 count in order and keep 二.
MEASURES = (
    "个|件|只|条|年|天|周|种|层|升|米|厘米|毫米|千米|公里|千克|公斤|克|斤|吨|毫升|小"
    "时|分钟|秒|块|盒|包|瓶|套|双|倍|次|款|片|张|支|把|杯|人|位|色|档|挡|步|口|台"
    "|部|枚|颗|粒|袋|箱|罐|桶|本|册|对|组|节|根|家|间|座|平方米|寸|英寸|万|亿|千|"
    "瓦|伏|重|侧|端|面|用|用途|代人"
)
# Characters that may stand after a slash that means "per".
PER = "件个只条套盒包瓶双片张支把杯人位台箱袋罐本对组天月年次斤米"
# Homophones where eSpeak NG 1.52 takes the other reading of a character.
READINGS = (
    (r"便宜", "骈宜"),  # pián, not biàn
    (r"(?<![丰茂旺])盛(?=[放装满饭菜汤水茶酒食])", "呈"),  # chéng, not shèng
    (r"(?<![关体联])系(?=鞋?带|绳|扣|在)", "记"),  # jì, not xì
    (r"占地", "占第"),  # dì, not de
    (r"似的", "是的"),  # shì, not sì
    (r"(?<=[\d这那每几两一三四五六七八九十百千万])只(?![有要能是需会可用为])", "支"),  # zhī, not zhǐ
)
