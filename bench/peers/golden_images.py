"""Small pictures in every form that “Images” reads, and their grey pixels as Pillow decodes them: tests/golden/images.json."""

import base64
import io
import json
import sys

import numpy
import PIL
from PIL import Image

size = 16
x, y = numpy.meshgrid(numpy.arange(size), numpy.arange(size))
red = (x * 15).astype("uint8")
green = (y * 15).astype("uint8")
blue = numpy.where(x > y, 200, 40).astype("uint8")
colour = Image.fromarray(numpy.dstack([red, green, blue]), "RGB")
grey = colour.convert("L")
opacity = Image.fromarray(numpy.full((size, size), 255, "uint8"))


def packed(image, **options):
    file = io.BytesIO()
    image.save(file, **options)
    return file.getvalue()


def with_alpha(image, mode):
    image = image.convert(mode)
    image.putalpha(opacity)
    return image


deep = Image.fromarray(numpy.asarray(grey).astype("uint16") * 257)
jpeg = {"format": "JPEG", "quality": 95, "subsampling": 0}
files = {
    "colour.png": packed(colour, format="PNG"),
    "alpha.png": packed(with_alpha(colour, "RGBA"), format="PNG"),
    "grey.png": packed(grey, format="PNG"),
    "grey-alpha.png": packed(with_alpha(grey, "LA"), format="PNG"),
    "palette.png": packed(colour.quantize(32), format="PNG"),
    "two-shades.png": packed(grey.convert("1"), format="PNG"),
    "16-bit.png": packed(deep, format="PNG"),
    "colour.jpg": packed(colour, **jpeg),
    "subsampled.jpg": packed(colour, **{**jpeg, "subsampling": 2}),
    "progressive.jpg": packed(colour, **jpeg, progressive=True),
    "grey.jpg": packed(grey, **jpeg),
    "cmyk.jpg": packed(colour.convert("CMYK"), **jpeg),
}


def shades(name, content):
    image = Image.open(io.BytesIO(content))
    if image.mode.startswith("I"):
        return (numpy.asarray(image) // 257).astype("uint8").ravel().tolist()
    # The weights of ITU-R 601, which are those of “Images”.
    return numpy.asarray(image.convert("RGB").convert("L")).ravel().tolist()


json.dump(
    {
        "versions": {"pillow": PIL.__version__, "numpy": numpy.__version__},
        "size": size,
        "files": {
            name: {"content": base64.b64encode(content).decode(), "grey": shades(name, content)}
            for name, content in files.items()
        },
    },
    sys.stdout,
    separators=(",", ":"),
)
