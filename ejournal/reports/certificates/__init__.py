"""«Справка по итогам проверки»: what is counted, what is found, how it is kept and shown."""
