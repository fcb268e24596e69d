"""Carrying things in and out: readers and writers of files. Knows the domain and nothing above."""

import sys

from portfolio.domain.registry import import_siblings

import_siblings(sys.modules[__name__])
