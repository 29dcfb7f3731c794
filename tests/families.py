"""Papers of families for the tests: what is printed of them, and photos of the signed ones."""

from io import BytesIO
from random import Random
from zlib import compress, crc32

import segno
from PIL import Image, ImageDraw, ImageFilter

from ejournal.access import Actor, Role
from ejournal.models.audit import head
from ejournal.models.consents import FamilyPaper, NewFamilyPaper, last_number
from ejournal.models.papers import CLASS, NewPaper
from ejournal.services import consents
from ejournal.services.consents import Back
from tests.school import School, at

KEYS = iter(range(10**6))


def prepare(school: School, kind: str, guardian: str, child: str = "anya", form: bool | None = None) -> int:
    """A paper of a guardian that the class teacher has printed; the number of its row."""
    cohort, number = school.classes["7"], last_number(at("9:00").year) + 1
    new = NewFamilyPaper(kind, number, school[guardian], school[child], form, f"token-of-paper-{number:04}")
    told = NewPaper("family", "Бумаги", CLASS, cohort, {}, head())
    by = nina(school)
    consents.prepare(cohort, [new], told, "0" * 64, b"docx", by=by, now=at("9:00"))
    return int(FamilyPaper.get(FamilyPaper.number == number).id)


def sign(school: School, kind: str, guardian: str, child: str = "anya", form: bool | None = None) -> int:
    """The same, signed today."""
    paper = prepare(school, kind, guardian, child)
    day = at("9:00").date()
    consents.sign(school.classes["7"], [Back(paper, form)], day, "папка 5", by=nina(school), now=at("9:30"))
    return paper


def nina(school: School) -> Actor:
    return school.actor("nina", Role.CLASS_TEACHER, f"request {next(KEYS)}")


def photo(*links: str, angle: float = 0, noise: int = 0, seed: int = 1) -> bytes:
    """A phone photo of a sheet with these QR codes: turned, in perspective, with noise and a shadow."""
    random = Random(seed)
    sheet = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(sheet)
    for line in range(40):
        draw.line((100, 120 + line * 30, random.randint(600, 1140), 120 + line * 30), fill="#444", width=3)
    for number, link in enumerate(links):
        drawn = BytesIO()
        segno.make_qr(link, error="m", boost_error=False).save(drawn, kind="png", scale=5, border=4)
        with Image.open(drawn) as code:
            sheet.paste(code.convert("RGB"), (900, 1400 - number * 320))
    if angle or noise:
        sheet = _spoil(sheet, angle, noise, random)
    written = BytesIO()
    sheet.save(written, "JPEG", quality=70)
    return written.getvalue()


def bomb() -> bytes:
    """A picture of a few kilobytes that would unpack into 900 million pixels."""

    def part(kind: bytes, told: bytes) -> bytes:
        return len(told).to_bytes(4) + kind + told + crc32(kind + told).to_bytes(4)

    side = (30_000).to_bytes(4)
    header = part(b"IHDR", side + side + b"\x08\x02\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + header + part(b"IDAT", compress(bytes(10**6))) + part(b"IEND", b"")


def _spoil(sheet: Image.Image, angle: float, noise: int, random: Random) -> Image.Image:
    wide, high = sheet.size
    skewed = (40, 30, -60, high + 50, wide + 40, high - 20, wide - 30, -40)
    sheet = sheet.transform(
        sheet.size, Image.Transform.QUAD, skewed, Image.Resampling.BICUBIC, fillcolor="#776"
    )
    sheet = sheet.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="#665")
    shadow = Image.linear_gradient("L").resize(sheet.size).point(lambda value: 150 + value * 105 // 255)
    sheet = Image.composite(sheet, Image.new("RGB", sheet.size, "#222"), shadow)
    grain = Image.effect_noise(sheet.size, noise).convert("RGB")
    return Image.blend(sheet, grain, 0.25).filter(ImageFilter.GaussianBlur(0.8))
