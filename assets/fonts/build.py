#!/usr/bin/env python3
"""Cuts the three weights of Turash Sans out of Inter.

Owns the subset, the frozen tabular figures and the renaming; it knows nothing of who sets type with the
result. Input: the npm package `@expo-google-fonts/inter` (static TrueType instances of Inter 4, SIL OFL 1.1,
no reserved font name), unpacked:

    npm pack @expo-google-fonts/inter && tar xzf expo-google-fonts-inter-*.tgz
    pip install fonttools brotli
    python3 assets/fonts/build.py package

Each weight is written twice: `.ttf` for documents, `.woff2` for the window. The figures 0 to 9 are the
tabular ones without asking for a feature, because a PDF text painter asks for none; the contextual feature
that turns "->" into an arrow is left out, so text comes back from a document as it was written.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Turash Sans"
WEIGHTS = [("400Regular", "Regular"), ("500Medium", "Medium"), ("600SemiBold", "SemiBold")]

RANGES = [
    (0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x2FF), (0x300, 0x36F),  # Latin, extended A and B, accents
    (0x370, 0x3FF), (0x400, 0x52F),  # Greek; Cyrillic with the Tatar letters
    (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF),
    (0x2100, 0x214F), (0x2150, 0x215F), (0x2190, 0x2199), (0x2200, 0x22FF),
    (0x25A0, 0x25FF), (0x2713, 0x2717),
]
NEEDED = (
    "0123456789ABCXYZabcxyzÄÖÜäöüßÆØÅæøåŁłŞşĞğİıÇçÉéŐőŰűȚțĂă"
    "АБВЯабвяЁё" "ӘәӨөҮүҖҗҢңҺһ" "ΑΩαωάή"
    "→←↑↓≥≤±−×·²³₀₁₂₃°€£–—…‰%№„“”«»‘’•✓\u00a0\u2009\u202f"
)
# Dropped on purpose: `calt` rewrites text, `dlig` and the rest are not asked for.
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl"]


def freeze_tabular_figures(font):
    """Points the characters 0 to 9 at the glyphs the `tnum` feature would choose."""
    gsub = font["GSUB"].table
    lookups = {i for r in gsub.FeatureList.FeatureRecord if r.FeatureTag == "tnum" for i in r.Feature.LookupListIndex}
    swap = {}
    for index in lookups:
        for table in gsub.LookupList.Lookup[index].SubTable:
            swap.update(getattr(getattr(table, "ExtSubTable", table), "mapping", {}))
    # Subtables may share one mapping, so a figure that is swapped already is left alone.
    for cmap in font["cmap"].tables:
        for code in range(ord("0"), ord("9") + 1):
            cmap.cmap[code] = swap.get(cmap.cmap[code], cmap.cmap[code])


def rename(font, style):
    names = font["name"]
    keep = {0, 5, 8, 9, 11, 12, 13, 14}
    names.names = [n for n in names.names if n.platformID == 3 and n.nameID in keep]
    postscript = FAMILY.replace(" ", "") + "-" + style
    regular = style == "Regular"
    for name_id, text in [
        (1, FAMILY if regular else f"{FAMILY} {style}"),
        (2, "Regular"),
        (3, f"4.001;turash;{postscript}"),
        (4, f"{FAMILY} {style}"),
        (6, postscript),
        (10, "A subset of Inter with tabular figures by default."),
        (16, FAMILY),
        (17, style),
    ]:
        names.setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].achVendID = "TRSH"


def build(source, style):
    font = TTFont(source)
    freeze_tabular_figures(font)
    options = Options()
    options.layout_features = FEATURES
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.hinting = False
    options.drop_tables += ["STAT", "prep", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[c for low, high in RANGES for c in range(low, high + 1)])
    subsetter.subset(font)
    rename(font, style)
    cmap = font.getBestCmap()
    missing = [hex(ord(c)) for c in NEEDED if ord(c) not in cmap]
    widths = {font["hmtx"][cmap[ord(c)]][0] for c in "0123456789"}
    if missing or len(widths) != 1:
        sys.exit(f"{style}: missing {missing}, figure widths {sorted(widths)}")
    return font


def main():
    package, here = Path(sys.argv[1]), Path(__file__).parent
    for folder, style in WEIGHTS:
        font = build(package / folder / f"Inter_{folder}.ttf", style)
        font["head"].modified = font["head"].created
        font.recalcTimestamp = False
        for flavor, ending in [(None, "ttf"), ("woff2", "woff2")]:
            font.flavor = flavor
            target = here / f"TurashSans-{style}.{ending}"
            font.save(target)
            print(f"{target.name}: {target.stat().st_size // 1024} KiB, {len(font.getBestCmap())} characters")
    (here / "OFL.txt").write_text((package / "LICENSE_FONT").read_text())


if __name__ == "__main__":
    main()
