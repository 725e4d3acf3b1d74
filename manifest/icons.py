"""Draw the app's two icons: python -m manifest.icons. A person and the star of an expert, by arithmetic alone."""

import math
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent

Pixel = tuple[int, int, int, int]
# How far a point is outside a shape; negative inside.
Shape = Callable[[float, float], float]

COLOR_SIZE, OUTLINE_SIZE = 192, 32
TOP, BOTTOM, WHITE, GOLD = (104, 84, 214), (58, 44, 140), (255, 255, 255), (255, 200, 61)


def circle(x0: float, y0: float, radius: float) -> Shape:
    """Return a disc."""
    return lambda x, y: math.hypot(x - x0, y - y0) - radius


def bust(x0: float, y0: float, width: float, height: float) -> Shape:
    """Return shoulders: a box with its lower edge at y0 and round upper corners."""
    radius = height * 0.92

    def distance(x: float, y: float) -> float:
        dx = abs(x - x0) - width / 2 + radius
        dy = y0 - height + radius - y
        corner = math.hypot(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - radius
        return max(corner, y - y0)

    return distance


def star(x0: float, y0: float, radius: float) -> Shape:
    """Return a five-pointed star, measured to the nearer edge of the spike that the point lies in."""
    inner, spike = radius * 0.45, math.tau / 10
    edge_x, edge_y = inner * math.sin(spike), radius - inner * math.cos(spike)
    length = math.hypot(edge_x, edge_y)

    def distance(x: float, y: float) -> float:
        turn = math.atan2(x - x0, y0 - y) % (2 * spike)
        angle = min(turn, 2 * spike - turn)
        reach = math.hypot(x - x0, y - y0)
        across, along = reach * math.sin(angle), radius - reach * math.cos(angle)
        return (across * edge_y - along * edge_x) / length

    return distance


def ring(shape: Shape, width: float) -> Shape:
    """Return the shape's border, drawn inside."""
    return lambda x, y: max(shape(x, y), -shape(x, y) - width)


def cover(shape: Shape, x: int, y: int) -> float:
    """Return how much of a pixel the shape covers, from 64 points in it."""
    points = [(i + 0.5) / 8 for i in range(8)]
    return sum(shape(x + dx, y + dy) <= 0 for dy in points for dx in points) / 64


def color_pixel(x: int, y: int) -> Pixel:
    """Return one pixel of the colour icon, which Teams rounds off by itself."""
    medal = star(139, 66, 30)
    person = (circle(80, 85, 29), bust(80, 158, 106, 38))
    share = y / (COLOR_SIZE - 1)
    paint = tuple(a + (b - a) * share for a, b in zip(TOP, BOTTOM, strict=True))
    for shapes, ink in ((person, WHITE), ((medal,), GOLD)):
        amount = max(cover(shape, x, y) for shape in shapes)
        paint = tuple(a + (b - a) * amount for a, b in zip(paint, ink, strict=True))
    red, green, blue = (round(part) for part in paint)
    return red, green, blue, 255


def outline_pixel(x: int, y: int) -> Pixel:
    """Return one pixel of the outline icon: white, more or less of it."""
    medal = star(25, 9, 6.5)
    person = (ring(circle(12, 11, 6), 2), ring(bust(12, 28, 22, 9), 2))
    amount = max(cover(shape, x, y) for shape in (*person, medal))
    return *WHITE, round(255 * amount)


def png(size: int, pixel: Callable[[int, int], Pixel]) -> bytes:
    """Return a square picture as PNG with alpha."""
    rows = b"".join(b"\0" + b"".join(bytes(pixel(x, y)) for x in range(size)) for y in range(size))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


if __name__ == "__main__":
    (HERE / "color.png").write_bytes(png(COLOR_SIZE, color_pixel))
    (HERE / "outline.png").write_bytes(png(OUTLINE_SIZE, outline_pixel))
