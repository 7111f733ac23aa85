"""Drawing inline SVG: elements, text, and the few colours and sizes that all pictures share."""

from markupsafe import Markup, escape

# Dark to light in one hue, so that a grey print keeps the order; shapes say the rest.
INK, SOFT, LINE, FAINT = "#1f2d35", "#56656e", "#c9d2d6", "#eef2f3"
DEEP, MIDDLE = "#14505c", "#4d8d99"
SHADES = ("#eef5f5", "#d5e6e8", "#a9cdd2", "#6fa9b2", "#2f7784", "#114450")
FONT = "Noto Sans, Open Sans, Liberation Sans, DejaVu Sans Condensed, DejaVu Sans, sans-serif"
Number = int | float


def element(tag: str, *inside: Markup | str, **attributes: Number | str) -> Markup:
    """One element; everything but Markup is escaped. `stroke_width` is written stroke-width."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(shown(value))}"' for key, value in attributes.items()
    )
    content = Markup("").join(inside)
    return Markup(f"<{tag}{written}>") + content + Markup(f"</{tag}>")


def shown(value: Number | str) -> str:
    """A number with at most two decimals, the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def picture(width: Number, height: Number, title: str, description: str, *inside: Markup) -> Markup:
    """A whole picture of `width` x `height` pixels; `title` is what it shows, `description` says the same in words."""
    return element(
        "svg",
        element("title", f"{title}. {description}"),
        element("desc", description),
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {shown(width)} {shown(height)}",
        width=width,
        height=height,
        role="img",
        font_family=FONT,
        font_size=10,
        fill=INK,
    )


def text(x: Number, y: Number, words: str, **more: Number | str) -> Markup:
    return element("text", words, x=x, y=y, **more)


def line(x1: Number, y1: Number, x2: Number, y2: Number, **more: Number | str) -> Markup:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **{"stroke": LINE, "stroke_width": 0.8, **more})


def rectangle(x: Number, y: Number, width: Number, height: Number, **more: Number | str) -> Markup:
    return element("rect", x=x, y=y, width=width, height=height, **more)


def circle(x: Number, y: Number, radius: Number, **more: Number | str) -> Markup:
    return element("circle", cx=x, cy=y, r=radius, **more)


def triangle(x: Number, y: Number, half: Number, **more: Number | str) -> Markup:
    """Pointing up, its middle at x and its foot at y."""
    points = f"{shown(x - half)},{shown(y)} {shown(x + half)},{shown(y)} {shown(x)},{shown(y - 1.8 * half)}"
    return element("polygon", points=points, **more)
