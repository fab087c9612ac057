"""The map at the head of a chapter's notebook: which exercise needs which, drawn and as a table."""

from __future__ import annotations

from autograder.catalog import Chapter
from autograder.text import say

# JupyterLab draws the graph once, as an image, and not anew for another theme: the arrows have a grey that is
# read on light and dark. Steps so wide and rows so close that no arrow runs behind a box on its way.
SETTINGS = (
    '%%{init: {"themeVariables": {"lineColor": "#808080"}, '
    '"flowchart": {"rankSpacing": 140, "nodeSpacing": 15, "padding": 6}}}%%'
)
# Colours of the tracks that are read on light and dark pages; dashed: an exercise of another chapter.
CLASSES = (
    "classDef I fill:#dbe9fb,stroke:#3b6fb6,color:#111",
    "classDef P fill:#fdf1c7,stroke:#b58900,color:#111",
    "classDef M fill:#dff3dc,stroke:#3d8b37,color:#111",
    "classDef other fill:#f4f4f4,stroke:#888,color:#111,stroke-dasharray:4 3",
)


def chapter_map(chapter: Chapter, lang: str) -> str:
    """Markdown: a Mermaid graph, which JupyterLab draws, of what needs what, and a table of all exercises."""
    edges = [(_name(chapter, need), e.symbol) for e in chapter.exercises for need in e.needs]
    parts = [f"## {say('map-title')[lang]}"]
    if edges:
        tracks = {e.symbol: e.track for e in chapter.exercises}
        lines = [f"{_node(need)} --> {symbol}" for need, symbol in edges]
        for track in ("I", "P", "M", "other"):
            names = dict.fromkeys(n for edge in edges for n in edge if tracks.get(n, "other") == track)
            lines += [f"class {','.join(map(_id, names))} {track}"] if names else []
        graph = "\n".join(f"  {line}" for line in (*lines, *CLASSES))
        given = [say("map-given")[lang]] if any("." in need for need, _ in edges) else []
        legend = [say("map-arrows")[lang], *given]
        parts += [
            f"```mermaid\n{SETTINGS}\ngraph LR\n{graph}\n```",
            ("" if lang == "ja" else " ").join(legend),
        ]
    else:
        parts.append(say("map-independent")[lang])
    rows = [[say(f"map-{heading}")[lang] for heading in ("exercise", "about", "needs")], ["---"] * 3]
    for e in chapter.exercises:
        track = say(f"track-{e.track}")[lang]
        about = say("map-about-exercise", title=e.title, section=e.section, track=track, points=e.points)
        needs = ", ".join(f"`{_name(chapter, need)}`" for need in e.needs) or "—"
        rows.append([f"`{e.symbol}`", about[lang], needs])
    parts.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
    return "\n\n".join(parts)


def _name(chapter: Chapter, need: str) -> str:
    return need.removeprefix(f"{chapter.id}.")


def _id(name: str) -> str:
    return name.replace(".", "_")


def _node(name: str) -> str:
    return f'{_id(name)}["{name.replace(".", ".<br>")}"]' if "." in name else name
