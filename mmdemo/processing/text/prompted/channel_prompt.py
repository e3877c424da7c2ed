"""What the model is asked in its second call: the texts for a shop's channels."""

from __future__ import annotations

from mmdemo.processing.text.prompted.channel_limits import FEWEST_PARAGRAPHS, HEADLINES, ChannelLimits, fewest_of
from mmdemo.processing.text.prompted.channel_reply import MOST_NOTE_PARAGRAPHS
from mmdemo.processing.text.prompted.prompt import Turn, turns
from mmdemo.schema import Brief, Message

_CHANNELS = Message(
    """You write the short texts with which a small shop presents one product: to search engines, in advertisements, \
on social networks, in a help page and by e-mail.

{data}

Rules
{rules}
- You are the shop. Nobody has tried the product for you: tell of no experience of your own or of others, quote no \
customer, and do not say that it is popular, loved or recommended.
- Press nobody: no scarcity, no countdown, no discount, no gift that the data do not name. Invite, do not urge.
- A text about few facts is short. Do not fill it with praise.

Reply with one JSON object and nothing else. Its fields, in this order:
- "highlights": list of {fewest} to {highlights} short phrases, each one fact in at most {highlight} characters, the \
most telling first, no full stop
- "seo_title": string, at most {seo_title} characters; the product's name, then what sets it apart
- "seo_description": string, at most {seo_description} characters; one or two whole sentences that name the product \
and its most telling facts
- "headlines": list of {headlines} strings for advertisements, at most {headline} characters each, every one with \
another fact, no full stop
- "posts": object with three objects
  - "instagram": object with "text", a string of about {instagram} characters that names the product in its first \
sentence, tells its facts in short sentences and ends with an invitation to look; and "tags", a list of up to \
{instagram_tags} tags without # and without blanks
  - "tiktok": object with "text", one or two short sentences as one would say them aloud, at most {tiktok} characters; \
and "tags", a list of up to {tiktok_tags} tags
  - "xiaohongshu": object with "title", at most {note_title} characters; "text", a list of 2 to {note_paragraphs} \
short paragraphs, together about {xiaohongshu} characters, that read like a helpful note on a find: what it is, its \
facts, what they mean in daily life as far as the data say so, and an invitation to look; and "tags", a list of up to \
{xiaohongshu_tags} tags
- "questions": list of {fewest} to {questions} objects with "question", at most {question} characters, and "answer", \
at most {answer} characters: what shoppers would ask and the data answer; ask nothing that the data leave open
- "mail": object with "subject", at most {subject} characters; and "body", a list of {fewest_paragraphs} to \
{paragraphs} paragraphs, together at most {body} characters: a greeting without a name, what the product is, its \
facts, and an invitation to the shop""",
    """你为小商家的一件商品撰写各渠道的短文案：搜索引擎、广告、社交平台、常见问答和邮件。

{data}

规则
{rules}
- 你代表店家说话。没有人替你试用过商品：不写自己或他人的使用体验，不写“亲测”“回购”“自用”“姐妹们都说”，\
不引用顾客评价，不说热销、好评或受推荐。
- 不制造紧迫感：不写限量、倒计时，资料里没有的折扣和赠品都不写。可以邀请，不要催促。
- 资料少就写短，不用空泛的赞美凑字数。

只回复一个 JSON 对象，不要写别的。字段及顺序如下：
- "highlights"：{fewest}到{highlights}条短语的数组，每条写一个卖点，不超过{highlight}个字，最有说服力的在前，不加句号
- "seo_title"：字符串，不超过{seo_title}个字；先写商品名，再写特点
- "seo_description"：字符串，不超过{seo_description}个字；一两句完整的话，写出商品名和主要卖点
- "headlines"：{headlines}条广告标题的数组，每条不超过{headline}个字，各写一个不同的卖点，不加句号
- "posts"：对象，含三个对象
  - "instagram"：对象；"text"为约{instagram}个字的字符串，第一句点出商品名，用短句写卖点，最后邀请大家看看；\
"tags"为最多{instagram_tags}个标签的数组，不带 # 和空格
  - "tiktok"：对象；"text"为一两句口语短句，不超过{tiktok}个字；"tags"为最多{tiktok_tags}个标签的数组
  - "xiaohongshu"：对象；"title"不超过{note_title}个字；"text"为2到{note_paragraphs}个短段落的数组，\
共约{xiaohongshu}个字，写成种草笔记：先说它是什么、哪一点让人心动，再分段讲资料里的卖点和它们在日常里的用处（以资料为限），\
语句轻快像在分享好物，但不假装用过或买过，最后邀请大家到店里看看；"tags"为最多{xiaohongshu_tags}个标签的数组
- "questions"：{fewest}到{questions}个对象的数组，含"question"（不超过{question}个字）\
和"answer"（不超过{answer}个字）：顾客会问、资料又能回答的问题；资料没有答案的不要问
- "mail"：对象；"subject"不超过{subject}个字；"body"为{fewest_paragraphs}到{paragraphs}段文字的数组，\
合计不超过{body}个字：不带姓名的问候、商品是什么、它的卖点、邀请到店里看看""",
)
_TASK = Message("Write the channel texts of this product.", "请为这件商品撰写各渠道文案。")


def channel_chat(brief: Brief, limits: ChannelLimits, problem: Message | None = None) -> tuple[Turn, ...]:
    """What is sent to the model for the channels. `problem` says what was wrong with its last reply."""
    # The model counts characters; a Han character takes two columns.
    headline = limits.headline // 2 if brief.product.language == "zh" else limits.headline
    posts = limits.posts
    form = {
        "fewest": fewest_of(brief.product),
        "highlights": limits.highlights,
        "highlight": limits.highlight,
        "seo_title": limits.seo_title,
        "seo_description": limits.seo_description,
        "headlines": HEADLINES,
        "headline": headline,
        "questions": limits.questions,
        "question": limits.question,
        "answer": limits.answer,
        "subject": limits.subject,
        "body": limits.body,
        "fewest_paragraphs": FEWEST_PARAGRAPHS,
        "paragraphs": limits.paragraphs,
        "note_title": posts["xiaohongshu"].title,
        "note_paragraphs": MOST_NOTE_PARAGRAPHS,
        **{network: post.aim for network, post in posts.items()},
        **{f"{network}_tags": post.tags for network, post in posts.items()},
    }
    return turns(brief, _CHANNELS, form, _TASK, problem)
