"""The benchmark: `make bench`. It compares the build with peers that make the same pages."""
