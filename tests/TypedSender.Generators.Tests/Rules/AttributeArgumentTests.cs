using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>
/// Each argument of each attribute is given each constant that C# can write, right or wrong, on each kind of declaration. What does not compile is the
/// compiler's matter; neither generators nor analyzers may fail over it, and what they generate compiles.
/// </summary>
public class AttributeArgumentTests
{
    private static readonly string[] Values =
    [
        "null", "default", "1", "-1", "double.NaN", "ulong.MaxValue", "'\\uD800'", "\"\"", "\"text\"", "\"\\uD800\"", "\"ü\"",
        "typeof(int)", "typeof(Missing)", "Missing", "System.DayOfWeek.Monday", "new int[] { 1 }", "new object[] { \"a\", 1 }", "(object?)null", "new object()",
    ];

    // A declaration for each target, with the attribute in the place of 0 and a number in the place of 1 that keeps the names apart.
    private static readonly string[] Targets =
    [
        "[AmqpContract, {0}] public partial class Class{1} {{ public int X; }}",
        "{2} public partial class Contract{1} {{ public int X; }}",
        "[AmqpContract] public partial class Members{1} {{ [{0}] public int X; [{0}] public string? Text {{ get; set; }} [{0}] public List<System.DayOfWeek>? List; [{0}] public System.TimeSpan Span; }}",
        "[AmqpContract] public partial record Positional{1}([{0}] object X, [{0}] string? Text, [{0}] System.DayOfWeek Day);",
        "[AmqpSender(\"q\"), {0}] public partial interface IInterface{1} {{ ValueTask SendAsync(Body b); }}",
        "{2} public partial interface ISender{1} {{ ValueTask SendAsync(Body b); }}",
        "[AmqpSender(\"q\")] public partial interface IMethod{1} {{ [{0}] ValueTask SendAsync(Body b); [{0}] ValueTask SendAsync(List<Body> b); }}",
        "[AmqpSender(\"q\")] public partial interface IParameter{1} {{ ValueTask SendAsync(Body b, [{0}] string text); ValueTask SendAsync(Body b, [{0}] int number, [{0}] byte[] bytes); }}",
        "[{0}] public enum Enum{1} {{ A }} [AmqpContract] public partial record HasEnum{1}([AmqpEnumAsString] Enum{1} X);",
        "[{0}] public class Plain{1} {{ }} [AmqpContract] public partial record HasPlain{1}(Plain{1} X);",
    ];

    public static TheoryData<string, int, string> Arguments()
    {
        var arguments = new TheoryData<string, int, string>();
        foreach (Type attribute in typeof(SendClient).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Attribute)) && type.Namespace == "TypedSender"))
        {
            string name = attribute.Name[..^"Attribute".Length];
            foreach (ConstructorInfo constructor in attribute.GetConstructors())
            {
                for (int index = 0; index < constructor.GetParameters().Length; index++)
                {
                    arguments.Add(name, index, string.Empty);
                }
            }

            foreach (PropertyInfo property in attribute.GetProperties().Where(property => property.CanWrite))
            {
                arguments.Add(name, attribute.GetConstructors().Min(constructor => constructor.GetParameters().Length), property.Name);
            }
        }

        return arguments;
    }

    [Theory]
    [InlineData("[AmqpContract] public partial record Order([ApplicationProperty] int Number);", "CS1729")]
    [InlineData("[AmqpContract] public enum Order { A }", "CS0592")]
    public async Task What_the_compiler_says_is_not_said_again(string source, string error)
    {
        GeneratorRun run = GeneratorRun.Of("using System.Threading.Tasks; using TypedSender; " + source);

        Assert.Equal(error, Assert.Single(run.CompilerDiagnostics).Id);
        Assert.Empty(await run.AnalyzeAsync());
    }

    [Theory]
    [MemberData(nameof(Arguments))]
    public async Task Nothing_fails_over_an_argument(string attribute, int before, string property)
    {
        var source = new StringBuilder("#nullable enable\nusing System.Collections.Generic; using System.Threading.Tasks; using TypedSender;\n[AmqpContract] public partial record Body(int X);\n");
        bool isOfTypes = attribute is "AmqpContract" or "AmqpSender";
        for (int i = 0; i < Values.Length; i++)
        {
            string arguments = string.Concat(Enumerable.Repeat("\"k\", ", before)) + (property.Length == 0 ? string.Empty : property + " = ") + Values[i];
            string whole = $"{attribute}({arguments})";
            foreach (string target in Targets.Where(target => isOfTypes || !target.Contains("{2}", StringComparison.Ordinal)))
            {
                source.AppendLine(string.Format(System.Globalization.CultureInfo.InvariantCulture, target, whole, i, isOfTypes ? $"[{whole}]" : string.Empty));
            }
        }

        GeneratorRun run = GeneratorRun.Of(source.ToString());

        Assert.Empty(run.GeneratorDiagnostics);
        Assert.DoesNotContain(await run.AnalyzeAsync(), diagnostic => diagnostic.Id == "AD0001");
        Assert.DoesNotContain(run.CompilerDiagnostics, diagnostic => diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("TSND0219", "[AmqpContract, ApplicationProperty(\"a\", [|new int[] { 1 }|])] public partial class A { }")]
    [InlineData("TSND0219", "[AmqpContract, MessageAnnotation(\"a\", [|new string[0]|])] public partial class A { }")]
    [InlineData("TSND0219", "[AmqpContract] public partial record C; [AmqpSender(\"q\"), ApplicationProperty(\"a\", [|typeof(int)|])] public partial interface I { ValueTask SendAsync(C c); }")]
    [InlineData("TSND0219", "[AmqpContract] public partial record C; [AmqpSender(\"q\")] public partial interface I { [ApplicationProperty(\"a\", [|new object[] { 1 }|])] ValueTask SendAsync(C c); ValueTask OtherAsync(C c); }")]
    [InlineData("TSND0219", "[AmqpContract] public partial record C; [AmqpSender(\"q\"), LinkProperty(\"a\", [|new[] { 1 }|])] public partial interface I { ValueTask SendAsync(C c); }")]
    [InlineData("TSND0218", "[AmqpContract] public partial record A([ApplicationProperty(\"a\", [|new[] { 1 }|])] int X);")]
    public Task An_array_is_reported_where_it_stands(string rule, string marked) => Marked.AssertReportedAsync(rule, marked);
}
