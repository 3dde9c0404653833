using TypedSender.Benchmarks.Ratios;

switch (args)
{
    case ["ratios", .. string[] names]:
        return await RatioProgram.RunAsync(names);
    default:
        Console.Error.WriteLine("dotnet run -c Release --project tests/TypedSender.Benchmarks -- ratios [figure ...]");
        return 1;
}
