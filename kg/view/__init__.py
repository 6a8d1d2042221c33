"""The graph to look at: records → nodes and edges → one HTML page, GraphML, GEXF, SVG, PNG."""
