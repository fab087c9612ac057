# Has TeX and markup in the line of code that a report quotes.
# target: relu

def relu(x):
    return undefined_name + "$\\href{https://example.org}{x}$ <script>alert(1)</script> \\(x\\) https://example.org"
