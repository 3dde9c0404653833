using TypedSender.Benchmarks.Against;
using TypedSender.Benchmarks.Aot;
using TypedSender.Benchmarks.Generators;
using TypedSender.Benchmarks.Ratios;
using TypedSender.Benchmarks.Runs;
using TypedSender.Benchmarks.Scale;
using TypedSender.Benchmarks.Table;

switch (args)
{
    case ["ratios", "--against", .. string[] against]:
        return await AgainstProgram.RunAsync(against);
    case ["ratios", .. string[] names]:
        return await RatioProgram.RunAsync(names);
    case ["table", .. string[] options]:
        await TableProgram.RunAsync(TableOptions.Parse(options));
        return 0;
    case ["scale"]:
        await ScaleProgram.RunAsync();
        return 0;
    case ["aot"]:
        await AotProgram.RunAsync();
        return 0;
    case ["generator", .. string[] options]:
        return GeneratorProgram.Run(options);
    case ["run", string name, .. string[] run]:
        await OwnRun.RunAsync(name, RunOptions.Parse(run));
        return 0;
    case ["slices", .. string[] run]:
        await SlicedRun.RunAsync(RunOptions.Parse(run));
        return 0;
    default:
        Console.Error.WriteLine("""
            dotnet run -c Release --project tests/programs/TypedSender.Benchmarks -- COMMAND
              ratios [FIGURE ...]   the short form: one line a figure
              ratios --against COMMIT [--pairs N] [FIGURE ...]
                                    this tree beside a commit: throughput, CPU time and allocation, and whether they are good enough
              table [--runs N] [--body BYTES] [--mode settled|unsettled|single] [--transport plain|tls] [--svg PATH]
                                    the long form: every sender with every kind of message, in Markdown, and a picture
              scale                 how the cost grows with senders, connections, threads and sends that wait
              aot                   native code: size, time to the first accepted message, memory
              generator [--parts] [--types N] [--rounds N]
                                    the generators and analyzers beside System.Text.Json's generator, 1,000 types and 7 rounds; or what each part of them costs
            """);
        return 1;
}
