using TypedSender.Benchmarks.Ratios;
using TypedSender.Benchmarks.Runs;
using TypedSender.Benchmarks.Table;

switch (args)
{
    case ["ratios", .. string[] names]:
        return await RatioProgram.RunAsync(names);
    case ["table", .. string[] options]:
        await TableProgram.RunAsync(TableOptions.Parse(options));
        return 0;
    case ["run", string name, .. string[] run]:
        await OwnRun.RunAsync(name, RunOptions.Parse(run));
        return 0;
    default:
        Console.Error.WriteLine("""
            dotnet run -c Release --project tests/TypedSender.Benchmarks -- COMMAND
              ratios [FIGURE ...]   the short form: one line a figure
              table [--runs N] [--body OCTETS] [--mode settled|unsettled|single] [--transport plain|tls] [--svg PATH]
            """);
        return 1;
}
