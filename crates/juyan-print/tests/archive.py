"""Holds a PDF against what ISO 19005-2 (PDF/A-2b) asks of a file of text and drawings, with qpdf's library and not the one that wrote it.

python3 archive.py FILE      prints what the file breaks, and fails where there is anything

No whole judge of the standard is a package that can be had: what is not looked at here stands at the end of this file.
"""

import re
import sys
from io import BytesIO

try:
    import pikepdf
    from fontTools.cffLib import CFFFontSet
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.ttLib import TTFont
except ImportError as missing:
    print(f"{missing.name} is not installed; the file was not held against PDF/A")
    sys.exit(0)

# What no file for the archive has, wherever it stands (6.2 to 6.9).
FORBIDDEN_ACTIONS = {
    "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView",
    "/JavaScript", "/SetState", "/NOP",
}
FORBIDDEN_KEYS = {"/AA", "/JS", "/XFA", "/TR", "/HTP", "/PS"}
DEVICES = {"/DeviceRGB": 3, "/DeviceGray": 1, "/DeviceCMYK": 4}


def judge(path):
    broken = []
    with open(path, "rb") as file:
        raw = file.read()
    broken += bytes_of(raw)
    with pikepdf.open(path) as pdf:
        broken += trailer(pdf) + metadata(pdf) + objects(pdf)
        space = intent(pdf, broken)
        for number, page in enumerate(pdf.pages, 1):
            broken += [f"page {number}: {what}" for what in of_page(pdf, page, space)]
        broken += [what for font in fonts(pdf) for what in of_font(font)]
    return broken


def bytes_of(raw):
    """6.1.2 and 6.1.3: the header, and the comment of bytes behind it; nothing stands behind the end."""
    broken = []
    if not re.match(rb"%PDF-1\.[0-7][\r\n]+%[\x80-\xff]{4}", raw):
        broken.append("the header is not followed by a comment of four bytes beyond 127")
    if not raw.rstrip(b"\r\n").endswith(b"%%EOF"):
        broken.append("something stands behind the end")
    return broken


def trailer(pdf):
    broken = []
    if pdf.is_encrypted:
        broken.append("it is encrypted (6.1.3)")
    identifier = pdf.trailer.get("/ID")
    if identifier is None or len(identifier) != 2:
        broken.append("it has no identifier (6.1.3)")
    for name in ("/NeedsRendering", "/Requirements"):
        if name in pdf.Root:
            broken.append(f"the catalogue has {name}")
    names = pdf.Root.get("/Names", {})
    broken += [f"the catalogue names {name}" for name in ("/AlternatePresentations", "/EmbeddedFiles", "/JavaScript") if name in names]
    return broken


def metadata(pdf):
    """6.6: what is said of the file in XMP, and that the older dictionary says the same."""
    if "/Metadata" not in pdf.Root:
        return ["it has no metadata (6.6.2)"]
    broken = []
    raw = pdf.Root.Metadata.read_bytes()
    if b"bytes=" in raw[:200] or re.search(rb"<\?xpacket[^>]*encoding=", raw):
        broken.append("the packet has an attribute that is forbidden (6.6.2)")
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
        level = (told.get("pdfaid:part"), told.get("pdfaid:conformance"))
        if level != ("2", "B"):
            broken.append(f"it calls itself {level} (6.6.4)")
        pairs = {"/Title": "dc:title", "/Creator": "xmp:CreatorTool", "/Producer": "pdf:Producer", "/Subject": "dc:description"}
        for old, new in pairs.items():
            if old in pdf.docinfo and str(pdf.docinfo[old]) != told.get(new):
                broken.append(f"{old} is {pdf.docinfo[old]!s} and {new} {told.get(new)}")
        for old, new in {"/CreationDate": "xmp:CreateDate", "/ModDate": "xmp:ModifyDate"}.items():
            if old in pdf.docinfo:
                digits = [re.sub(r"[^0-9]", "", str(value))[:14] for value in (pdf.docinfo[old], told.get(new))]
                if digits[0] != digits[1]:
                    broken.append(f"{old} is not {new}: {digits}")
    return broken


def objects(pdf):
    """What stands nowhere in the file."""
    broken = []
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            filters = thing.get("/Filter", [])
            filters = [filters] if isinstance(filters, pikepdf.Name) else list(filters)
            broken += [f"a stream is packed by {name} (6.1.7)" for name in filters if str(name) in ("/LZWDecode", "/Crypt")]
            broken += ["a stream is in another file (6.1.7)"] * any(name in thing for name in ("/F", "/FFilter", "/FDecodeParms"))
        if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            broken += [f"{key} stands in the file" for key in FORBIDDEN_KEYS if key in thing]
            if str(thing.get("/S", "")) in FORBIDDEN_ACTIONS:
                broken.append(f"the file acts: {thing.S}")
            if thing.get("/Type") == "/Filespec" or "/EF" in thing:
                broken.append("a file stands in the file (6.8)")
        if isinstance(thing, pikepdf.Name) and len(str(thing).encode()) > 128:
            broken.append("a name is longer than 127 bytes (6.1.13)")
    if len(pdf.objects) > 8_388_607:
        broken.append("there are more objects than 8388607 (6.1.13)")
    return broken


def intent(pdf, broken):
    """6.2.3: the profile by which colours of a device are seen; says how many parts they have."""
    intents = [one for one in pdf.Root.get("/OutputIntents", []) if one.get("/S") == "/GTS_PDFA1"]
    if len(intents) != 1 or "/DestOutputProfile" not in intents[0]:
        broken.append("there is not one profile of colours (6.2.3)")
        return None
    profile = intents[0].DestOutputProfile
    raw = profile.read_bytes()
    spaces = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}
    space = spaces.get(raw[16:20])
    if raw[36:40] != b"acsp" or raw[8] > 4 or raw[12:16] not in (b"mntr", b"prtr") or int.from_bytes(raw[:4], "big") != len(raw):
        broken.append("the profile of colours is none (6.2.3)")
    if space != profile.get("/N"):
        broken.append("the profile says otherwise than its stream how many parts colours have")
    return space


def of_page(pdf, page, space):
    broken = []
    for annotation in page.obj.get("/Annots", []):
        if annotation.get("/Subtype") != "/Link" and not int(annotation.get("/F", 0)) & 4:
            broken.append("a note is not printed (6.3.2)")
    group = page.obj.get("/Group")
    if group is not None and "/CS" in group and not allowed(group.CS, space):
        broken.append("its group has colours without a profile (6.2.10)")
    resources = page.obj.get("/Resources", {})
    for state in resources.get("/ExtGState", {}).values():
        if str(state.get("/BM", "/Normal")) not in BLENDS:
            broken.append(f"it blends by {state.BM} (6.2.10)")
        if state.get("/TR2", "/Default") != "/Default":
            broken.append("it has a function of transfer (6.2.5)")
    for image in resources.get("/XObject", {}).values():
        if any(name in image for name in ("/Alternates", "/OPI", "/Ref", "/Subtype2")) or image.get("/Interpolate"):
            broken.append("a picture has what is forbidden (6.2.8, 6.2.9)")
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("k", "K") and space != 4:
            broken.append("a colour of a printer has no profile (6.2.4)")
        if name in ("cs", "CS") and not allowed(resources.get("/ColorSpace", {}).get(str(operands[0]), operands[0]), space):
            broken.append(f"{operands[0]} has no profile (6.2.4)")
        if name == "ri" and str(operands[0]) not in ("/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"):
            broken.append(f"{operands[0]} is no way to see colours (6.2.6)")
    if nested(page) > 28:
        broken.append("its states stand in each other more than 28 deep (6.1.13)")
    return broken


BLENDS = {
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn", "/HardLight",
    "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity",
}


def nested(page):
    depth = deepest = 0
    for _, operator in pikepdf.parse_content_stream(page, "q Q"):
        depth += 1 if str(operator) == "q" else -1
        deepest = max(deepest, depth)
    return deepest


def allowed(space, parts):
    """Whether colours of a space are known, by a profile of its own or that of the file."""
    name = str(space if isinstance(space, pikepdf.Name) else space[0])
    if name in DEVICES:
        return DEVICES[name] == parts or (name == "/DeviceGray" and parts is not None)
    return name in ("/ICCBased", "/CalRGB", "/CalGray", "/Lab", "/Pattern")


def fonts(pdf):
    return [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"]


def of_font(font):
    """6.2.11: whole fonts are in the file, and their characters as wide there as the file says."""
    name, kind = str(font.get("/BaseFont", "")), str(font.get("/Subtype"))
    if kind == "/Type0":
        encoding = font.get("/Encoding")
        inner = font.DescendantFonts[0]
        broken = []
        if isinstance(encoding, pikepdf.Name) and str(encoding) not in ("/Identity-H", "/Identity-V"):
            broken.append(f"{name}: {encoding} is not in the file (6.2.11.3)")
        if str(inner.get("/Subtype")) == "/CIDFontType2" and "/CIDToGIDMap" not in inner:
            broken.append(f"{name}: no map from characters to glyphs (6.2.11.3)")
        return broken
    if kind == "/Type3":
        return []
    descriptor = font.get("/FontDescriptor")
    files = [] if descriptor is None else [descriptor[key] for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in descriptor]
    if len(files) != 1:
        return [f"{name}: the font is not in the file (6.2.11.4)"]
    if kind not in ("/CIDFontType0", "/CIDFontType2"):
        return []
    real = advances(files[0])
    told = widths(font)
    wrong = [at for at, width in told.items() if at in real and abs(real[at] - width) > 1]
    return [f"{name}: {len(wrong)} of {len(told)} characters are not as wide as told (6.2.11.5)"] if wrong else []


def widths(font):
    told, array = {}, list(font.get("/W", []))
    at = 0
    while at < len(array):
        first, second = int(array[at]), array[at + 1]
        if isinstance(second, pikepdf.Array):
            told.update({first + number: float(width) for number, width in enumerate(second)})
            at += 2
        else:
            told.update(dict.fromkeys(range(first, int(second) + 1), float(array[at + 2])))
            at += 3
    return told


def advances(stream):
    """How wide the glyphs of a font are, by their numbers, in thousandths of its size."""
    raw = stream.read_bytes()
    if raw[:4] in (b"OTTO", b"true", b"\0\1\0\0"):
        font = TTFont(BytesIO(raw), lazy=True)
        scale = 1000 / font["head"].unitsPerEm
        return {number: font["hmtx"][name][0] * scale for number, name in enumerate(font.getGlyphOrder())}
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(raw), None)
    top = fonts[0]
    real = {}
    scale = 1000 * (top.FontMatrix[0] if hasattr(top, "FontMatrix") else 0.001)
    for number, name in enumerate(top.charset):
        program = top.CharStrings[name]
        program.draw(BoundsPen(None))
        # In a font by numbers of characters, a name is such a number.
        match = re.fullmatch(r"cid(\d+)", name)
        real[int(match[1]) if match else number] = program.width * scale
    return real


if __name__ == "__main__":
    broken = judge(sys.argv[1])
    print("\n".join(broken) or "nothing of what was looked at is broken")
    sys.exit(bool(broken))

# Not looked at: whether text is legible to a program (levels A and U), layers, signatures, JPEG 2000, Type 3 fonts, and streams inside
# of pictures; files of this house have none of them but the first.
