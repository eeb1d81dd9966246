"""Work without the network: archives read again, corpora line by line, spread over processes."""
