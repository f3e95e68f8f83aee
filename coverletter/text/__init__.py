"""Language tools that every room may use: script, sentences, tokens, counting. No domain knowledge."""
