"""The reading desk: a graph in the browser, to see, question, check and correct. Local, offline, without trust in texts."""
