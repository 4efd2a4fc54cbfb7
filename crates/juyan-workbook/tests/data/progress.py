"""Makes progress.xls of progress.xml by LibreOffice (7.4: apt-get install --no-install-recommends libreoffice-calc-nogui)."""
import pathlib
import subprocess
import zipfile

KIND = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
 <m:file-entry m:full-path="/" m:media-type="{KIND}"/><m:file-entry m:full-path="content.xml" m:media-type="text/xml"/>
</m:manifest>"""

here = pathlib.Path(__file__).parent
packed = here / "progress.ods"
with zipfile.ZipFile(packed, "w") as book:
    book.writestr("mimetype", KIND)
    book.writestr("META-INF/manifest.xml", MANIFEST)
    book.write(here / "progress.xml", "content.xml")
subprocess.run(["soffice", "--headless", "--convert-to", "xls:MS Excel 97", "--outdir", here, packed], check=True)
packed.unlink()
