"""The video on the product page: in the studio's preview, and beside the page in one file."""

from dataclasses import replace

from mmdemo.compose.page import article_html, document_html
from mmdemo.schema import Kit
from mmdemo.sound import Word
from mmdemo.video import Shot, Storyboard, Video
from tests.kits import kit_of

BOARD = Storyboard("9:16", (Shot("hook", "A mug", "image/main", "still", 6.0),))
FILM = Video(b"mp4", 1080, 1920, 180, 6.0, b"jpeg", (), -16.0, -1.5, BOARD, "")
MEDIA = {"video": "film.mp4", "video/cover": "cover.jpg"}


def filmed(film: Video = FILM) -> Kit:
    kit = kit_of("copy", "image/main")
    return replace(kit, product=replace(kit.product, name='Mug "<b>'), video=film)


def test_the_preview_plays_the_video() -> None:
    page = article_html(filmed(), MEDIA)
    assert 'poster="cover.jpg" src="film.mp4"></video>' in page and 'width="1080" height="1920"' in page
    spoken = filmed(replace(FILM, sentences=((Word(0.0, 1.0, "A mug."),),)))
    assert '<track kind="captions"' in article_html(spoken, MEDIA | {"video/vtt": "film.vtt"})
    assert "<video" not in article_html(kit_of("copy"), MEDIA) + article_html(filmed(), {})


def test_the_page_in_one_file_finds_the_video_beside_it() -> None:
    page = document_html(filmed(replace(FILM, sentences=((Word(0.0, 1.0, "A mug."),),))))
    assert 'poster="video/cover.jpg" src="video/video.mp4"><track' in page and 'src="data:text/vtt;base64,' in page
    assert "img-src data: 'self'; media-src data: 'self';" in page
    assert "<track" not in document_html(filmed())
    # Without a video nothing but what is inlined may be fetched.
    assert "img-src data:; media-src data:;" in document_html(kit_of("copy", "image/main"))
