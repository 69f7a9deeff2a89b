"""The assignment problem by shortest augmenting paths (Jonker and Volgenant 1987, Crouse 2016).

SciPy has it too, but takes longer to import than a page takes to order.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Costs = npt.NDArray[np.float64]


def assign(costs: Costs) -> npt.NDArray[np.intp]:
    """The column of each row, no column twice, such that the costs chosen are least in sum.

    ``costs`` are finite, shape (rows, columns), with no more rows than columns.
    """
    rows, columns = costs.shape
    if rows > columns:
        raise ValueError(f"{rows} rows cannot each have one of {columns} columns")
    of_row, of_column = np.full(rows, -1, np.intp), np.full(columns, -1, np.intp)
    row_price, column_price = np.zeros(rows), np.zeros(columns)
    for start in range(rows):
        shortest, come_from = np.full(columns, np.inf), np.full(columns, -1, np.intp)
        done, visited = np.zeros(columns, np.bool_), [start]
        row, length, free = start, 0.0, -1
        while free < 0:
            way = length + costs[row] - row_price[row] - column_price
            shorter = ~done & (way < shortest)
            shortest[shorter], come_from[shorter] = way[shorter], row
            column = int(np.where(done, np.inf, shortest).argmin())
            length, done[column] = float(shortest[column]), True
            row = int(of_column[column])
            if row < 0:
                free = column
            else:
                visited.append(row)
        row_price[start] += length
        for other in visited[1:]:
            row_price[other] += length - shortest[of_row[other]]
        column_price[done] -= length - shortest[done]
        column, row = free, -1
        while row != start:
            row = int(come_from[column])
            of_column[column] = row
            of_row[row], column = column, int(of_row[row])
    return of_row
