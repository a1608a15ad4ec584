"""An authority's own Word template read, checked, mended and made the look of every document.

`package` opens the file with limits, `styles` works out what its styles come to, `letterhead`
makes plain paragraphs of its headers and footers, `looks` turns all this into a `Look`, `merge` and
`template` write the copy that is kept. Every fault met on the way is named (`faults`).
"""
