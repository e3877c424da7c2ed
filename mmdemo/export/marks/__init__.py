"""Marks inside files that say how they were made: the label of GB 45438-2025, IPTC source types, signs of C2PA."""

from mmdemo.export.marks.mark import FILE_KINDS as FILE_KINDS
from mmdemo.export.marks.mark import FileKind as FileKind
from mmdemo.export.marks.mark import Found as Found
from mmdemo.export.marks.mark import FoundLabel as FoundLabel
from mmdemo.export.marks.mark import Mark as Mark
from mmdemo.export.marks.mark import kind_of_path as kind_of_path
from mmdemo.export.marks.reading import read_mark as read_mark
from mmdemo.export.marks.writing import write_mark as write_mark
