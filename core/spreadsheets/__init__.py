"""Tables as files for spreadsheet programs: CSV and XLSX that no text in them can turn into a formula."""

from .delimited import BYTE_ORDER_MARK, csv_text, harmless
from .workbooks import text_cell, workbook_file

__all__ = ["BYTE_ORDER_MARK", "csv_text", "harmless", "text_cell", "workbook_file"]
