"""The map at the head of a chapter's notebook: which exercise needs which, drawn and as a table."""

from __future__ import annotations

from autograder.catalog import Chapter
from autograder.text import say


def chapter_map(chapter: Chapter, lang: str) -> str:
    """Markdown: a Mermaid graph, which JupyterLab draws, of what needs what, and a table of all exercises."""
    edges = [(need.removeprefix(f"{chapter.id}."), e.symbol) for e in chapter.exercises for need in e.needs]
    parts = [f"## {say('map-title')[lang]}"]
    if edges:
        graph = ["```mermaid", "graph LR"]
        graph += [f"  {_node(need)} --> {_node(symbol)}" for need, symbol in edges]
        parts += ["\n".join([*graph, "```"]), say("map-arrows")[lang]]
    headings = [
        say(f"map-{h}")[lang] for h in ("exercise", "title-column", "section", "track", "points", "needs")
    ]
    rows = [headings, ["---"] * len(headings)]
    for e in chapter.exercises:
        needs = ", ".join(f"`{n.removeprefix(f'{chapter.id}.')}`" for n in e.needs) or "—"
        track = say(f"track-{e.track}")[lang]
        rows.append([f"`{e.symbol}`", e.title[lang], e.section, track, str(e.points), needs])
    parts.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
    return "\n\n".join(parts)


def _node(name: str) -> str:
    return name if "." not in name else f'{name.replace(".", "_")}["{name}"]'
