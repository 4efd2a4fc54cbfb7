"""Reckons the chain of a ledger as docs/ledger.md describes it, without any of Juyan's code.

Prints the head; or, with status 1, the first change whose hash is not that of its rows.
"""

import sqlite3
import sys

TABLES = ["property", "document", "fact", "binding", "answer", "release", "record", "field"]
MASK = 0xFFFFFFFF


def turned(word, by):
    by %= 32
    return ((word << by) | (word >> (32 - by))) & MASK


def sm3(message):
    """GB/T 32905-2016."""
    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    padded = message + b"\x80" + b"\0" * ((55 - len(message)) % 64) + (len(message) * 8).to_bytes(8, "big")
    for at in range(0, len(padded), 64):
        state = compressed(state, padded[at : at + 64])
    return b"".join(word.to_bytes(4, "big") for word in state)


def compressed(state, block):
    words = [int.from_bytes(block[at : at + 4], "big") for at in range(0, 64, 4)]
    for j in range(16, 68):
        x = words[j - 16] ^ words[j - 9] ^ turned(words[j - 3], 15)
        x = x ^ turned(x, 15) ^ turned(x, 23)
        words.append(x ^ turned(words[j - 13], 7) ^ words[j - 6])
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        constant = 0x79CC4519 if j < 16 else 0x7A879D8A
        ss1 = turned((turned(a, 12) + e + turned(constant, j)) & MASK, 7)
        ss2 = ss1 ^ turned(a, 12)
        ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
        gg = e ^ f ^ g if j < 16 else (e & f) | (~e & MASK & g)
        tt1 = (ff + d + ss2 + (words[j] ^ words[j + 4])) & MASK
        tt2 = (gg + h + ss1 + words[j]) & MASK
        a, b, c, d = tt1, a, turned(b, 9), c
        e, f, g, h = tt2 ^ turned(tt2, 9) ^ turned(tt2, 17), e, turned(f, 19), g
    return [old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h))]


def encoded(row):
    out = b""
    for value in row:
        if value is None:
            out += b"n"
        elif isinstance(value, int):
            out += f"i{value};".encode()
        else:
            content = value.encode()
            out += f"t{len(content)}:".encode() + content
    return out + b"\n"


def main(path):
    ledger = sqlite3.connect(path)
    head = ""
    for change in ledger.execute("SELECT seq, at, act, person, reason, reverses FROM change ORDER BY seq").fetchall():
        parts = head.encode() + b"\n" + encoded(change)
        for table in TABLES:
            rows = ledger.execute(f"SELECT * FROM {table} WHERE change = ? ORDER BY seq", change[:1])
            parts += sm3(b"".join(encoded(row) for row in rows))
        head = sm3(parts).hex()
        if (head,) != ledger.execute("SELECT hash FROM seal WHERE seq = ?", change[:1]).fetchone():
            print(change[0])
            return 1
    print(head)
    return 0


sys.exit(main(sys.argv[1]))
