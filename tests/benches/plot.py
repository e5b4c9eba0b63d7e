#!/usr/bin/env python3
"""Draws the plots of the README and the manual from the measured figures.

    tests/benches/plot.py

Reads figures.json in the same folder: each plot has a title, the name of its measure, optionally a goal, and series of pairs
(rows, value). Writes one SVG per plot to docs/src/images. The axis of rows is logarithmic; the other axis starts at zero.
"""

import json, math
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
WIDTH, HEIGHT = 720, 360
LEFT, RIGHT, TOP, BOTTOM = 70, 190, 48, 48
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2933 }
.title { font-size: 15px; font-weight: 600 }
.grid { stroke: #1f2933; stroke-opacity: .15 }
.goal { stroke: #b42318; stroke-dasharray: 6 4 }
.line { fill: none; stroke-width: 2.5; stroke-linejoin: round }
@media (prefers-color-scheme: dark) { text { fill: #e4e7eb } .grid { stroke: #e4e7eb } .goal { stroke: #f97066 } }
"""
# Series differ in lightness and marker as well as in hue.
COLOURS = ["#0f6cbd", "#c2570c", "#6b8e23", "#8a5fbf"]


def step_of(most):
    """Returns a round distance between grid lines, at most eight of which are needed to reach `most`."""
    size = 10 ** math.floor(math.log10(most))
    return next(step * size for step in (0.1, 0.2, 0.25, 0.5, 1, 2) if most / (step * size) <= 8)


def mark(shape, x, y, colour):
    forms = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>', f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"/>',
             f'<path d="M{x:.1f} {y - 5.5:.1f}l5 9h-10z"/>', f'<path d="M{x:.1f} {y - 5.5:.1f}l5.5 5.5l-5.5 5.5l-5.5-5.5z"/>']
    return forms[shape % len(forms)].replace("/>", f' fill="{colour}"/>')


def draw(plot):
    series, goal = plot["series"], plot.get("goal")
    rows = sorted({rows for pairs in series.values() for rows, _ in pairs})
    values = [value for pairs in series.values() for _, value in pairs] + ([goal[1]] if goal else [])
    step = step_of(max(values))
    top = step * math.ceil(max(values) / step)
    first, last = math.log10(rows[0]), math.log10(rows[-1])
    x = lambda n: LEFT + (math.log10(n) - first) / (last - first) * (WIDTH - LEFT - RIGHT)
    y = lambda value: HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(plot["title"])}">',
           f"<style>{STYLE}</style>", f'<text class="title" x="{LEFT}" y="24">{escape(plot["title"])}</text>']
    for n in range(round(top / step) + 1):
        value = n * step
        out.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(value):.1f}" y2="{y(value):.1f}"/>')
        out.append(f'<text x="{LEFT - 8}" y="{y(value) + 4:.1f}" text-anchor="end">{value:,.0f}</text>')
    for n in range(math.ceil(first), math.floor(last) + 1):
        out.append(f'<text x="{x(10 ** n):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{10 ** n:,}</text>')
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">rows of the file</text>')
    out.append(f'<text x="{LEFT}" y="{TOP - 8}" text-anchor="end" dx="-8">{escape(plot["measure"])}</text>')
    if goal:
        name, value = goal
        out.append(f'<line class="goal" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(value):.1f}" y2="{y(value):.1f}"/>')
        out.append(f'<text x="{WIDTH - RIGHT + 10}" y="{y(value) + 4:.1f}">{escape(name)}</text>')
    # Names are placed beside the last points, at least 18 px apart.
    below = 0
    ends = sorted(((y(pairs[-1][1]), name) for name, pairs in series.items()))
    places = {}
    for place, name in ends:
        places[name] = below = max(place, below + 18)
    for shape, (name, pairs) in enumerate(series.items()):
        colour = COLOURS[shape % len(COLOURS)]
        points = [(x(n), y(value)) for n, value in pairs]
        path = "L".join(f"{a:.1f} {b:.1f}" for a, b in points)
        out.append(f'<path class="line" stroke="{colour}" d="M{path}"/>')
        out += [mark(shape, a, b, colour) for a, b in points]
        out.append(f'<text x="{WIDTH - RIGHT + 10}" y="{places[name] + 4:.1f}" style="fill:{colour}">{escape(name)}</text>')
    return "\n".join([*out, "</svg>", ""])


for name, plot in json.loads((HERE / "figures.json").read_text(encoding="utf-8"))["plots"].items():
    (HERE.parent.parent / "docs/src/images" / f"{name}.svg").write_text(draw(plot), encoding="utf-8")
