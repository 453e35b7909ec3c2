"""Small PNGs of screens: at most 256 colours, those seen most and those nothing else is near, no library for images.

The browser that took the picture counts its pixels; what is left to do here is to write the file.
"""

import base64
import struct
import zlib
from typing import Any, Final

from playwright.sync_api import Page

COUNT: Final = """async (data) => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + data)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const pixels = new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) || 0) + 1);
  const parts = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
  const far = ([r, g, b], [red, green, blue]) => 3 * (r - red) ** 2 + 6 * (g - green) ** 2 + (b - blue) ** 2;
  const places = new Map(), known = [];
  const keep = (pixel) => { places.set(pixel, known.length); known.push(parts(pixel)); };
  const all = [...counts.entries()].sort((a, b) => b[1] - a[1]).map((row) => row[0]);
  all.slice(0, 128).forEach(keep);
  for (const least of [6000, 1500, 400, 0])
    for (const pixel of all)
      if (known.length < 256 && !places.has(pixel) && known.every((row) => far(row, parts(pixel)) > least)) keep(pixel);
  const nearest = (pixel) => {
    const colour = parts(pixel);
    let best = 0, least = Infinity;
    known.forEach((row, place) => {
      const distance = far(row, colour);
      if (distance < least) [best, least] = [place, distance];
    });
    return best;
  };
  const rows = new Uint8Array(pixels.length);
  pixels.forEach((pixel, index) => {
    if (!places.has(pixel)) places.set(pixel, nearest(pixel));
    rows[index] = places.get(pixel);
  });
  let text = "";
  for (let start = 0; start < rows.length; start += 32768)
    text += String.fromCharCode(...rows.subarray(start, start + 32768));
  return { width: image.width, height: image.height, colours: known, rows: btoa(text) };
}"""
SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"


def shrink(page: Page, png: bytes) -> bytes:
    """The same picture with a palette. ``page`` may be any page without a policy on content: it only counts."""
    found: dict[str, Any] = page.evaluate(COUNT, base64.b64encode(png).decode())
    rows = base64.b64decode(found["rows"])
    return indexed_png(found["width"], found["height"], colours=found["colours"], rows=rows)


def indexed_png(width: int, height: int, *, colours: list[list[int]], rows: bytes) -> bytes:
    """A PNG of colour type 3 (ISO/IEC 15948): one byte a pixel, a number in ``colours``. Raises ValueError."""
    if len(rows) != width * height or not 0 < len(colours) <= 256:
        raise ValueError(f"{len(rows)} pixels and {len(colours)} colours are no picture of {width} x {height}")
    lines = b"".join(b"\0" + rows[start : start + width] for start in range(0, len(rows), width))
    return b"".join(
        (
            SIGNATURE,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", b"".join(bytes(colour) for colour in colours)),
            _chunk(b"IDAT", zlib.compress(lines, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
