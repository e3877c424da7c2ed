"""Writing a listing with a language model: what it is asked, and what of its reply may stand.

The model is asked for two JSON objects, one for the product page and one for the shop's channels. Whatever comes back
is parsed, cleaned, held against the merchant's own words and cut to size; a reply of which too little is left is asked
for again, and after that another writer must do.
"""
