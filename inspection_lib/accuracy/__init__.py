"""The partnership's answer on factual accuracy: the log to fill in, and what a new draft must change."""

from .answering import Answer, answers, told
from .log import COLUMNS, Point, read
from .making import log_files
from .sources import Row, numbered, paragraphs

__all__ = ["COLUMNS", "Answer", "Point", "Row", "answers", "log_files", "numbered", "paragraphs", "read", "told"]
