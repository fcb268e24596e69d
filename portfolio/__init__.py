"""A lifelong-learning e-portfolio that its owner alone can open.

Empty on purpose: importing one floor must not import those above it. The application is
made by :func:`portfolio.application.create_app`.
"""
