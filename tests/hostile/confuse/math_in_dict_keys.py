# Returns a dictionary whose keys and values are TeX, and a name in which there is none.
# target: relu

def relu(x):
    tex = "\\begin{equation}\\href{https://example.org}{x}\\end{equation}"
    return {tex: tex, "$\\require{html}$": [tex, "&#36;x&#36;", "```mermaid\nclick A href x\n```"]}
