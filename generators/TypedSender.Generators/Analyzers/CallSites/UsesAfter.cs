using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>Finds, in statements after the one that closes a client, what still uses the client or a sender of it.</summary>
internal sealed class UsesAfter
{
    private readonly ISymbol _client;
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<ISymbol> _replaced = new(SymbolEqualityComparer.Default);

    public UsesAfter(ISymbol client, SemanticModel model, CancellationToken cancellationToken)
    {
        _client = client;
        _model = model;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Whether the variable holds another client from here on.</summary>
    public bool IsOver => _replaced.Contains(_client);

    /// <summary>
    /// The calls of a statement that use the client, at the name of the variable they go through. A variable that is assigned is no longer followed, wherever it is. Calls in local functions and
    /// lambdas are left out, since these run elsewhere.
    /// </summary>
    public IEnumerable<(Location Location, string Name)> In(StatementSyntax statement)
    {
        foreach (SyntaxNode node in statement.DescendantNodesAndSelf())
        {
            if (node is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment
                && _model.GetSymbolInfo(assignment.Left, _cancellationToken).Symbol is { } assigned)
            {
                _replaced.Add(assigned);
            }

            if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver } access }
                && !IsInFunction(access, statement)
                && _model.GetSymbolInfo(receiver, _cancellationToken).Symbol is (ILocalSymbol or IParameterSymbol) and { } variable
                && !_replaced.Contains(variable)
                && IsUse(variable, access.Name.Identifier.ValueText))
            {
                yield return (receiver.GetLocation(), variable.Name);
            }
        }
    }

    private static bool IsInFunction(SyntaxNode node, StatementSyntax statement)
        => node.FirstAncestorOrSelf<SyntaxNode>(static each => each is LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax) is { } function && statement.Span.Contains(function.Span);

    private bool IsUse(ISymbol variable, string method)
        => SymbolEqualityComparer.Default.Equals(variable, _client)
            ? (method.StartsWith("Get", System.StringComparison.Ordinal) && method != "GetMessageSender") || method == "OpenAsync"
            : method is not ("DisposeAsync" or "CloseAsync") && variable is ILocalSymbol local && ComesFromClient(local);

    /// <summary>Whether all that the variable is given are senders of the client.</summary>
    private bool ComesFromClient(ILocalSymbol local)
    {
        if (local.DeclaringSyntaxReferences.Length != 1 || local.DeclaringSyntaxReferences[0].GetSyntax(_cancellationToken) is not VariableDeclaratorSyntax declarator)
        {
            return false;
        }

        bool comes = false;
        if (declarator.Initializer is { Value: { } value } && !IsNothing(value))
        {
            comes = IsOfClient(value);
            if (!comes)
            {
                return false;
            }
        }

        foreach (IdentifierNameSyntax name in LocalUses.In(declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and not GlobalStatementSyntax ? member : _model.SyntaxTree.GetRoot(_cancellationToken), local, _model, _cancellationToken))
        {
            if (name.Parent is AssignmentExpressionSyntax assignment && assignment.Left == name)
            {
                comes = IsOfClient(assignment.Right);
                if (!comes)
                {
                    return false;
                }
            }
        }

        return comes;
    }

    private static bool IsNothing(ExpressionSyntax value)
        => value.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression
            || value is PostfixUnaryExpressionSyntax { Operand.RawKind: (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression };

    private bool IsOfClient(ExpressionSyntax value) => SymbolEqualityComparer.Default.Equals(Clients.Origin(_model.GetOperation(value, _cancellationToken)), _client);
}
