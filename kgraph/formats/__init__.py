"""From a drawing to bytes: one module or folder a format.

The registry names them, none knows another.

    registry, theme, options  what there is to choose; tables that load nothing
    rendering, painter        a drawing in a format, here or in a process of its own
    painting, glyphs, icons   what is painted when, for formats that paint: SVG, PDF, and so PNG
    sketch                    a view as a tree, for formats that lay out anew, and draw.io
"""
