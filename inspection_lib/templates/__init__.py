"""A new partnership's params file, and its evidence folder of empty tables in which every column is explained."""

from .making import Made, new, put

__all__ = ["Made", "new", "put"]
