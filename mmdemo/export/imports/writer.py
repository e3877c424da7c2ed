"""The import files of a kit, and files of many items in any of their kinds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from mmdemo.compose.label_policy import policy_of
from mmdemo.compose.origins import is_merchants, origin_of
from mmdemo.export.imports.check import problems_of
from mmdemo.export.imports.from_kit import items_of, shown_parts
from mmdemo.export.imports.google import read_google, write_google
from mmdemo.export.imports.item import ShopItem
from mmdemo.export.imports.sheet import SHEET, sheet_docx
from mmdemo.export.imports.shopify import read_shopify, write_shopify
from mmdemo.export.imports.structured_data import read_structured_data, write_structured_data
from mmdemo.export.imports.woocommerce import read_woocommerce, write_woocommerce
from mmdemo.schema import Kit, Message

ImportKind = Literal["shopify", "woocommerce", "google", "jsonld"]
KINDS: tuple[ImportKind, ...] = get_args(ImportKind)

_FILES: dict[ImportKind, str] = {
    "shopify": "import/shopify.csv",
    "woocommerce": "import/woocommerce.csv",
    "google": "import/google.xml",
    "jsonld": "import/product.jsonld",
}

NO_ADDRESSES = Message(
    "The import files name no pictures: shops fetch them from the web. Upload the folder “images” and enter its "
    "address above, or add the pictures in the shop by hand.",
    "导入文件中没有图片：店铺需要从网上抓取。请上传 images 文件夹并在上方填写网址，或在店铺中手动添加图片。",
)
NO_LINK = Message(
    "The Google feed has no link to the product's page. Enter the address of your shop above.",
    "Google 数据源缺少商品页链接，请在上方填写店铺网址。",
)
A_LINK_OF_SHOPIFY = Message(
    "The product's page is written as Shopify names it: {}. If yours lies elsewhere, enter its whole address above.",
    "商品页网址按 Shopify 的规则写为 {}。如果您的商品页在别处，请在上方填写完整网址。",
)
AN_ILLUSTRATION = Message(
    "The main picture is an illustration. Google and marketplaces ask for a photo of the product itself: add one "
    "before you sell there.",
    "主图是示意图。Google 和各平台要求使用商品实拍图，请在上架前补充照片。",
)
WITH_WORDS = Message(
    "Some of the pictures have “{}” in a corner, as the labelling rules you chose ask. Google takes no words on "
    "pictures: {}",
    "按您选择的标识规则，部分图片角落有“{}”字样。Google 不接受带文字的图片，{}",
)
PACK_IS_THERE = Message(
    "link those of its pack (markets/google) there.", "请在那里改用其素材包（markets/google）中的图片。"
)
PACK_CAN_BE_HAD = Message(
    "choose Google under “Sell on”, and link the pictures of its pack there.",
    "请在“上架平台”中选择 Google，并在那里改用其素材包中的图片。",
)
PACK_NEEDS_A_PHOTO = Message(
    "add a photo of the item, choose Google under “Sell on”, and link the pictures of its pack there.",
    "请先上传商品照片，再在“上架平台”中选择 Google，并在那里改用其素材包中的图片。",
)
NO_COUNT = Message("Stock is not counted: shops will show it as always in stock.", "未填写库存：店铺会一直显示有货。")
NO_BARCODE = Message(
    "Without a barcode (GTIN) Google shows products of a brand less often.",
    "没有条码（GTIN）的品牌商品在 Google 上展示较少。",
)
CURRENCY = Message(
    "CSV files name no currency: the price counts in your shop's own. Here it is in {}.",
    "CSV 文件不含币种，价格按店铺币种计算。此处的价格为 {}。",
)


def import_files(kit: Kit) -> dict[str, bytes]:
    """The files by path, the product sheet among them; none before the copy was written."""
    items = items_of(kit)
    if not items:
        return {}
    files = {path: write_items(items, kind, kit.request.handover.shop) for kind, path in _FILES.items()}
    return files | {SHEET: sheet_docx(kit)}


def warnings_of(kit: Kit) -> tuple[Message, ...]:
    """What a merchant should know before importing a kit's files."""
    warnings: list[Message] = []
    for item in items_of(kit):
        warnings += problems_of(item)
        shop = kit.request.handover.shop
        if item.pictures and not kit.request.handover.picture_base:
            warnings.append(NO_ADDRESSES)
        if item.pictures and kit.pictures[shown_parts(kit)[0]].concept:
            warnings.append(AN_ILLUSTRATION)
        if words := _words_on(kit):
            todo = _of_google(kit)
            warnings.append(Message(WITH_WORDS.en.format(words, todo.en), WITH_WORDS.zh.format(words, todo.zh)))
        if not item.link:
            warnings.append(NO_LINK)
        elif item.link != shop:
            warnings.append(Message(A_LINK_OF_SHOPIFY.en.format(item.link), A_LINK_OF_SHOPIFY.zh.format(item.link)))
        if item.stock is None:
            warnings.append(NO_COUNT)
        if item.vendor and not item.barcode:
            warnings.append(NO_BARCODE)
        if item.price is not None:
            warnings.append(Message(CURRENCY.en.format(item.currency), CURRENCY.zh.format(item.currency)))
    return tuple(warnings)


def _of_google(kit: Kit) -> Message:
    """Where the merchant gets pictures without words: a pack of concept pictures would be empty."""
    if all(picture.concept for picture in kit.pictures.values()):
        return PACK_NEEDS_A_PHOTO
    return PACK_IS_THERE if "google" in kit.request.handover.markets else PACK_CAN_BE_HAD


def _words_on(kit: Kit) -> str:
    """The words for the eye on the pictures that the files name, "" where none has any."""
    policy = policy_of(kit)
    made = (part for part in shown_parts(kit) if not is_merchants(kit, part))
    return next(filter(None, (policy.words_on(origin_of(kit, part)) for part in made)), "")


def write_items(items: Iterable[ShopItem], kind: ImportKind, shop: str = "") -> bytes:
    """A file of items. `shop` is the address that a feed names as its own."""
    if kind == "google":
        return write_google(items, shop)
    return {"shopify": write_shopify, "woocommerce": write_woocommerce, "jsonld": write_structured_data}[kind](items)


def read_items(data: bytes, kind: ImportKind, currency: str = "USD") -> tuple[ShopItem, ...]:
    """The items of a file, as far as its kind can hold them. `currency` is that of a CSV file, which names none.

    Raises:
        InputError: it is no such file, or a cell of it cannot be read (`field="catalogue"`).
    """
    if kind in ("google", "jsonld"):
        return read_google(data) if kind == "google" else read_structured_data(data)
    return read_shopify(data, currency) if kind == "shopify" else read_woocommerce(data, currency)
