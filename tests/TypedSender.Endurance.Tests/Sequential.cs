// What is measured here is measured of the whole machine: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
