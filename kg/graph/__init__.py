"""The graph: the only package that knows RDF. Values in, named graphs on disk, answers out."""
