"""Makes the small pictures of the page's example buttons: `python assets/examples/thumbnails.py`."""

from pathlib import Path

from PIL import Image, ImageOps

HERE = Path(__file__).parent
SIZE = (240, 180)


def main() -> None:
    """Write `thumbnails/NAME.webp` for every `NAME.jpg`, cropped to 4:3 about the middle."""
    folder = HERE / "thumbnails"
    folder.mkdir(exist_ok=True)
    for photo in sorted(HERE.glob("*.jpg")):
        with Image.open(photo) as image:
            ImageOps.fit(image, SIZE, Image.Resampling.LANCZOS).save(folder / f"{photo.stem}.webp", quality=82)


if __name__ == "__main__":
    main()
