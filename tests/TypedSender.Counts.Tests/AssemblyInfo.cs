using Xunit;

// The counts are those of the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
