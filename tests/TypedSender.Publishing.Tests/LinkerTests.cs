using System.Reflection;
using Xunit;

namespace TypedSender.Publishing.Tests;

/// <summary>
/// The linker puts the constant that a method returns in place of its call, but does not widen the short branches across it. A call takes five bytes, and of the
/// constants only those of eight bytes take more (nine), so where one of them takes a call's place a method can become invalid; a constant or a field stays as it was.
/// </summary>
public class LinkerTests
{
    private static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    [Fact]
    public async Task No_method_of_ours_and_none_that_is_generated_grows_when_it_is_linked()
    {
        string output = Path.Combine(Repository.Artifacts("publish"), "linked");
        string[] assemblies = [.. Assemblies()];

        await LinkAsync(assemblies, output);

        List<string> grown = [];
        List<string> faults = [];
        foreach (string assembly in assemblies)
        {
            Dictionary<string, int> original = CountWideConstants(MethodBodies.Read(assembly));
            List<MethodBody> bodies = MethodBodies.Read(Path.Combine(output, Path.GetFileName(assembly)));
            Assert.NotEmpty(bodies);
            grown.AddRange(from method in CountWideConstants(bodies) where method.Value > original[method.Key] select method.Key);
            faults.AddRange(from body in bodies where body.Fault is not null select $"{body.Name}: {body.Fault}");
        }

        Assert.Equal("", string.Join('\n', faults));
        Assert.Equal($"{typeof(Specimen).FullName}.{nameof(Specimen.Choose)}", string.Join('\n', grown));
    }

    /// <summary>Each library, what tests generated code, and this assembly.</summary>
    private static IEnumerable<string> Assemblies() =>
        Directory.GetFiles(AppContext.BaseDirectory, "TypedSender*.dll")
            .Append(Path.Combine(Repository.OutputOf("TypedSender.Generated.Tests"), "TypedSender.Generated.Tests.dll"));

    /// <summary>Links them with everything kept that they hold, against a framework that is left alone.</summary>
    private static async Task LinkAsync(string[] assemblies, string output)
    {
        string linker = typeof(LinkerTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Linker").Value!;
        List<string> arguments = [linker, "-out", output, "-d", AppContext.BaseDirectory, "-d", Framework, "--trim-mode", "skip", "--action", "skip", "--warn", "0"];
        foreach (string assembly in assemblies)
        {
            arguments.AddRange(["-a", assembly, "all", "--action", "link", Path.GetFileNameWithoutExtension(assembly)]);
        }

        (int code, string text, string errors) = await ChildProcess.RunAsync(ChildProcess.Dotnet, arguments);

        Assert.True(code == 0, text + errors);
    }

    private static Dictionary<string, int> CountWideConstants(List<MethodBody> bodies) =>
        bodies.GroupBy(body => body.Name).ToDictionary(group => group.Key, group => group.Sum(body => body.WideConstants));
}
