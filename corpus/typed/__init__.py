"""What people type: days in words and digits, names of orders, and marks that mean something in other tools."""
