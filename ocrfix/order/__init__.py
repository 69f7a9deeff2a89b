"""Reading order: which stack is read after which."""

from ocrfix.order.solve import Order, Step, reading_order

__all__ = ["Order", "Step", "reading_order"]
