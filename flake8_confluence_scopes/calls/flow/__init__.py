"""One module as blocks: which definition reaches which use. It knows no value."""
