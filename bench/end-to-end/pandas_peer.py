"""Ageing and provision of invoices as finance would write it: pandas, and one sheet by XlsxWriter."""
import json
import sys

import numpy as np
import pandas as pd

invoices_file, payments_file, out_file, as_of_text = sys.argv[1:5]
as_of = pd.Timestamp(as_of_text)

invoices = pd.read_csv(invoices_file, parse_dates=["issuedOn", "dueOn"])
payments = pd.read_csv(payments_file, parse_dates=["paidOn"])
paid = payments[payments["paidOn"] <= as_of].groupby("invoiceId")["amount"].sum()

invoices["paid"] = invoices["invoiceId"].map(paid).fillna(0).astype("int64")
invoices["open"] = (invoices["amount"] - invoices["paid"]).clip(lower=0)
invoices["daysPastDue"] = (as_of - invoices["dueOn"]).dt.days
months = (as_of.year - invoices["dueOn"].dt.year) * 12 + as_of.month - invoices["dueOn"].dt.month
# As of the last day of a month, a month is whole even where the due day does not exist in it.
not_whole = (invoices["dueOn"].dt.day > as_of.day) & (as_of.day != as_of.days_in_month)
invoices["monthsPastDue"] = months - not_whole.astype(int)
invoices["bucket"] = pd.cut(
    invoices["daysPastDue"],
    [-10**6, 0, 30, 60, 90, 180, 365, 10**6],
    labels=["not-due", "dpd-1-30", "dpd-31-60", "dpd-61-90", "dpd-91-180", "dpd-181-365", "dpd-over-365"],
).astype(str)
special = invoices["debtorType"].isin(["individual", "household"]) & (invoices["chargeKind"] == "service")
m = invoices["monthsPastDue"]
rate = np.where(
    special,
    np.select([m >= 12, m >= 9, m >= 6, m >= 3], [100, 70, 50, 30], 0),
    np.select([m >= 36, m >= 24, m >= 12, m >= 6], [100, 70, 50, 30], 0),
)
invoices["rate"] = rate
invoices["provision"] = (invoices["open"] * rate + 50) // 100

columns = ["invoiceId", "customerId", "customerName", "contractId", "product", "dueOn",
           "amount", "paid", "open", "daysPastDue", "bucket", "provision"]
invoices[columns].to_excel(out_file, sheet_name="Invoices", index=False, engine="xlsxwriter")

still_open = invoices[invoices["open"] > 0]
print(json.dumps({
    "count": int(len(still_open)),
    "openMinor": int(still_open["open"].sum()),
    "provisionMinor": int(still_open["provision"].sum()),
}))
