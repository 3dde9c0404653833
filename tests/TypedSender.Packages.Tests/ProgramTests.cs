using TypedSender.Testing;

namespace TypedSender.Packages.Tests;

/// <summary>Programs of each framework that install one package each: built, published in each form, and run.</summary>
[Collection(nameof(Workshop))]
public class ProgramTests(Workshop workshop)
{
    private static readonly bool IsMatrix = Environment.GetEnvironmentVariable("TYPEDSENDER_PACKAGES") == "matrix";

    private static readonly (string Framework, string Package)[] All =
        [.. from framework in (string[])["net10.0", "net8.0"] from package in (string[])["TypedSender", "TypedSender.Testing"] select (framework, package)];

    /// <summary>In a run of all tests .NET 8 alone, with a runtime of its own: the other tests here run on .NET 10, and samples/QuickStart is published trimmed.</summary>
    public static TheoryData<string, string, bool> Managed
    {
        get
        {
            TheoryData<string, string, bool> programs = new() { { "net8.0", "TypedSender", false } };
            foreach ((string framework, string package) in IsMatrix ? All : [])
            {
                programs.Add(framework, package, true);
                if ((framework, package) != ("net8.0", "TypedSender"))
                {
                    programs.Add(framework, package, false);
                }
            }

            return programs;
        }
    }

    public static TheoryData<string, string> Native
    {
        get
        {
            TheoryData<string, string> programs = [];
            foreach ((string framework, string package) in IsMatrix ? All : All[..1])
            {
                programs.Add(framework, package);
            }

            return programs;
        }
    }

    [Theory]
    [MemberData(nameof(Managed))]
    public Task A_program_sends(string framework, string package, bool trimmed) => PublishAndRunAsync(framework, package, $"PublishTrimmed={trimmed}");

    [NativeTheory]
    [MemberData(nameof(Native))]
    public Task A_native_program_sends(string framework, string package) => PublishAndRunAsync(framework, package, "PublishAot=true");

    private async Task PublishAndRunAsync(string framework, string package, string property)
    {
        bool hasBroker = package == "TypedSender.Testing";
        string folder = workshop.MakeProject(
            $"{property}-{framework}-{package}/Program",
            $"""
            <PropertyGroup>
              <OutputType>Exe</OutputType>
              <TargetFramework>{framework}</TargetFramework>
            </PropertyGroup>
            <ItemGroup>
              <PackageReference Include="{package}" Version="{workshop.Version}" />
            </ItemGroup>
            """,
            hasBroker ? StrangerTests.Program : Workshop.Source("Sender/Program.cs"));

        await workshop.SucceedAsync(folder, "publish", "-r", Workshop.RuntimeIdentifier, "--self-contained", $"-p:{property}", "-o", "out", "-v", "quiet");

        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("greetings");
        string program = Path.Combine(folder, "out", OperatingSystem.IsWindows() ? "Program.exe" : "Program");
        (int code, string output, string errors) = await ChildProcess.RunAsync(program, hasBroker ? [] : [$"{broker.Port}"]);

        Assert.Equal(("", 0), (errors, code));
        Assert.Equal(hasBroker ? "Accepted" : $"Accepted by {workshop.Version} on .NET {framework[3..].Split('.')[0]}", output.Trim());
        Assert.Equal(hasBroker ? 0 : 1, queue.Messages.Count);
    }
}
